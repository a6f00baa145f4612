import type { Bytes } from '../../../src/model/bytes.ts'
import { GiB, MiB } from '../../../src/model/bytes.ts'
import type { Evidence } from '../../../src/model/footprint.ts'

/** A call that takes memory worth counting. */
export interface HeavyConstructor {
  /** Matches the whole qualified name. */
  readonly name: RegExp
  /** What one such object takes when its arguments do not tell. */
  readonly bytes: Bytes
  readonly evidence: Evidence
  readonly source: string
  /** Where the arguments name a model whose size is known: the position or keywords of that argument. */
  readonly model?: readonly (number | string)[]
  /** Nothing is loaded when the model argument is missing. */
  readonly needsModel?: true
  /** Heavy only for models with such a name. */
  readonly only?: RegExp
  /** Whether its memory comes back when the object goes. */
  readonly freed: boolean
  /** A process has one, which every further call gets: made again only after it was stopped. */
  readonly shared?: true
  /** Methods and attributes that leave the object as it is; calling it counts as `()`. */
  readonly readOnly: readonly string[]
  readonly note?: string
}

const ENCODER = [
  'encode',
  'encode_query',
  'encode_document',
  'similarity',
  'similarity_pairwise',
  'tokenize',
  'predict',
  'rank',
  'get_sentence_embedding_dimension',
  'get_max_seq_length',
  'max_seq_length',
  'embed_query',
  'embed_documents',
  'device',
]
const SESSION = ['run', 'get_inputs', 'get_outputs', 'get_modelmeta', 'get_providers']
const FIRST = [
  0,
  'model_name_or_path',
  'model_name',
  'model',
  'pretrained_model_name_or_path',
  'name',
  'checkpoint',
]

const PRETRAINED_PEAK =
  'peak of a test process from 0.6 GB (toy models) to 2.9 GB (distilgpt2), https://github.com/huggingface/transformers/issues/48906'
const ENCODERS =
  'all-MiniLM-L12 in 32-bit floats 449 MB, https://github.com/UKPLab/sentence-transformers/issues/2550'
const UNMEASURED = 'not measured: the size depends on the file'

/** Configurations, tokenizers and the like also have `from_pretrained`, and weigh next to nothing. */
const NOT_A_MODEL = '(?!\\w*(?:Tokenizer|Processor|Extractor|Config|Scheduler|Vocab|Template|Collator))'

/**
 * Calls that hold much memory. Figures are resident set per object. An entry without a measurement is marked as a
 * guess, and what rests on a guess never fails a build.
 */
export const HEAVY_CONSTRUCTORS: readonly HeavyConstructor[] = [
  {
    name: /sentence_transformers\.(\w+\.)*(SentenceTransformer|CrossEncoder|SparseEncoder|Transformer)/,
    bytes: 450 * MiB,
    evidence: 'cited',
    source: ENCODERS,
    model: FIRST,
    needsModel: true,
    freed: true,
    readOnly: ENCODER,
  },
  {
    name: /(langchain_huggingface|langchain_community|langchain)\.(\w+\.)*HuggingFace(Bge|Instruct)?Embeddings/,
    bytes: 450 * MiB,
    evidence: 'cited',
    source: ENCODERS,
    model: ['model_name', 'model'],
    freed: true,
    readOnly: ENCODER,
  },
  {
    name: /chromadb\.utils\.embedding_functions\.(\w+\.)*SentenceTransformerEmbeddingFunction/,
    bytes: 450 * MiB,
    evidence: 'cited',
    source: ENCODERS,
    model: [0, 'model_name'],
    freed: true,
    readOnly: ['()'],
  },
  {
    name: new RegExp(
      `(?:transformers|transformer_lens|peft|optimum|adapters|setfit|gliner)\\.(?:\\w+\\.)*${NOT_A_MODEL}\\w+\\.(?:from_pretrained|from_pretrained_no_processing|boot_transformers)`,
    ),
    bytes: 550 * MiB,
    evidence: 'cited',
    source: PRETRAINED_PEAK,
    model: FIRST,
    freed: true,
    readOnly: ['config', 'dtype', 'device', 'num_parameters', 'predict_entities'],
  },
  {
    name: /transformers\.(pipelines\.)?pipeline/,
    bytes: 550 * MiB,
    evidence: 'cited',
    source: PRETRAINED_PEAK,
    model: ['model', 1],
    freed: true,
    readOnly: ['()'],
  },
  {
    name: /diffusers\.(\w+\.)*\w*Pipeline\w*\.from_pretrained/,
    bytes: 4 * GiB,
    evidence: 'guess',
    source: 'not measured: about the size of Stable Diffusion 1.5 in 32-bit floats',
    model: FIRST,
    freed: true,
    readOnly: ['()'],
  },
  {
    name: /chromadb\.(\w+\.)*(PersistentClient|EphemeralClient|Client)/,
    bytes: 20 * MiB,
    evidence: 'measured',
    source:
      'private memory kept for each path, with 3,000 vectors of 384 numbers in it (4 MiB with ten): chromadb 1.5.9; 125 to 165 MB with 16,500 of 1,536, https://github.com/chroma-core/chroma/issues/5843',
    freed: false,
    readOnly: ['heartbeat', 'get_version'],
    note: 'chromadb keeps the index of every path until the process ends',
  },
  {
    name: /onnxruntime\.(\w+\.)*InferenceSession/,
    bytes: 200 * MiB,
    evidence: 'guess',
    source: `${UNMEASURED}, once or twice the model's`,
    model: [0, 'path_or_bytes'],
    needsModel: true,
    freed: true,
    readOnly: SESSION,
  },
  {
    name: /pyspark\.sql\.(\w+\.)*SparkSession\.builder\.(\w+\.)*getOrCreate/,
    bytes: 1 * GiB,
    evidence: 'cited',
    source: 'spark.driver.memory is 1g unless set, https://spark.apache.org/docs/latest/configuration.html',
    freed: true,
    shared: true,
    readOnly: ['createDataFrame', 'range', 'version'],
    note: 'a Java process with a heap of its own',
  },
  {
    name: /pyspark\.SparkContext(\.getOrCreate)?/,
    bytes: 1 * GiB,
    evidence: 'cited',
    source: 'spark.driver.memory is 1g unless set, https://spark.apache.org/docs/latest/configuration.html',
    freed: true,
    shared: true,
    readOnly: ['parallelize', 'version'],
  },
  {
    name: /spacy\.load/,
    bytes: 600 * MiB,
    evidence: 'guess',
    source: 'not measured: the large English model is a download of 400 MB',
    model: [0, 'name'],
    only: /_(lg|trf)\b/,
    freed: true,
    readOnly: ['()', 'pipe', 'meta', 'lang', 'pipe_names'],
  },
  {
    name: /(whisper\.load_model|faster_whisper\.(\w+\.)*WhisperModel)/,
    bytes: 600 * MiB,
    evidence: 'guess',
    source: 'not measured: 74 million (base) to 1,550 million (large) parameters',
    model: [0, 'name', 'model_size_or_path'],
    freed: true,
    readOnly: ['transcribe'],
  },
  {
    name: /torch\.(load|hub\.load|jit\.load)/,
    bytes: 200 * MiB,
    evidence: 'guess',
    source: UNMEASURED,
    model: [0, 1],
    needsModel: true,
    freed: true,
    readOnly: [],
  },
  {
    name: /(tensorflow\.keras|keras|tf_keras)\.(\w+\.)*load_model/,
    bytes: 200 * MiB,
    evidence: 'guess',
    source: UNMEASURED,
    model: [0, 'filepath'],
    freed: true,
    readOnly: ['predict'],
  },
  {
    name: /(llama_cpp\.(\w+\.)*Llama|vllm\.(\w+\.)*LLM)/,
    bytes: 4 * GiB,
    evidence: 'guess',
    source: 'not measured: about a model of 7 billion parameters in 4 bits',
    model: ['model_path', 'model', 0],
    freed: true,
    readOnly: ['()', 'generate', 'create_completion'],
  },
  {
    name: /fastembed\.(\w+\.)*TextEmbedding/,
    bytes: 150 * MiB,
    evidence: 'guess',
    source: 'not measured: the default model is a file of 67 MB',
    model: [0, 'model_name'],
    freed: true,
    readOnly: ['embed', 'query_embed', 'passage_embed'],
  },
  {
    name: /easyocr\.(\w+\.)*Reader/,
    bytes: 500 * MiB,
    evidence: 'guess',
    source: 'not measured',
    freed: true,
    readOnly: ['readtext'],
  },
  {
    name: /gensim\.(downloader\.load|models\.(\w+\.)*(load_word2vec_format|load_facebook_vectors))/,
    bytes: 1 * GiB,
    evidence: 'guess',
    source: UNMEASURED,
    model: [0],
    freed: true,
    readOnly: ['most_similar', 'similarity'],
  },
  {
    name: /ray\.init/,
    bytes: 500 * MiB,
    evidence: 'guess',
    source: 'not measured: a head node and a worker process for each cpu',
    freed: true,
    readOnly: [],
  },
  {
    name: /(dask\.)?distributed\.(\w+\.)*LocalCluster/,
    bytes: 400 * MiB,
    evidence: 'guess',
    source: 'not measured: a worker process for every few cpus',
    freed: true,
    readOnly: [],
  },
]

/**
 * The words that give such calls away, for a test on bytes before anything is parsed. No repetition is unbounded: the
 * time stays proportional to the file whatever is in it.
 */
export const HEAVY_WORDS: readonly string[] = [
  'SentenceTransformer',
  'CrossEncoder',
  'SparseEncoder',
  'sentence_transformers',
  'HuggingFace\\w{0,20}Embeddings',
  'from_pretrained\\w{0,20}\\(',
  'boot_transformers',
  'transformers import .{0,200}pipeline',
  'transformers\\.pipeline',
  'chromadb',
  'InferenceSession',
  'SparkSession',
  'SparkContext',
  'spacy\\.load',
  'spacy import load',
  'whisper',
  'torch\\.(load|hub|jit)',
  'load_model\\(',
  'llama_cpp',
  'vllm',
  'TextEmbedding',
  'easyocr',
  'gensim',
  'ray\\.init',
  'LocalCluster',
]

/** An array is large by two numbers of some length, by one of seven digits, or by powers. */
export const ARRAY_WORDS =
  '\\b(np|numpy|torch|jnp|cp)\\.(zeros|ones|empty|full|rand|randn|random(\\.\\w{1,20})?)\\([^)]{0,80}(\\d{3}\\D{1,9}\\d{2}|\\d{7}|\\*\\*|\\d_\\d|\\de\\d)'
