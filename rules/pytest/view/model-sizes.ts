import type { Bytes } from '../../../src/model/bytes.ts'
import { GiB } from '../../../src/model/bytes.ts'
import type { Evidence } from '../../../src/model/footprint.ts'

/** The memory of a model's weights, with where the figure comes from. */
export interface ModelSize {
  readonly bytes: Bytes
  readonly evidence: Evidence
  readonly source: string
}

/** Models made for tests: a few megabytes whatever their architecture. */
export function isToyModel(name: string): boolean {
  // transformer_lens: one to four layers, 13 million parameters at most
  if (/^(solu|gelu|attn-only)-\dl/i.test(name)) return true
  return /(^|[^a-z])(tiny|toy|dummy|random|test|tests|testing|fake|mock|stub|nano|debug)([^a-z]|$)/i.test(
    name.replace(/([a-z])([A-Z])/g, '$1-$2'),
  )
}

/** What the weights of a model take in 32-bit floats, from its name; undefined when the name does not tell. */
export function sizeOfModel(name: string): ModelSize | undefined {
  const known = KNOWN.find(([pattern]) => pattern.test(name))
  if (known) {
    const [, millions, card] = known
    return {
      bytes: millions * 1e6 * 4,
      evidence: 'cited',
      source: `${millions} million parameters of 4 bytes, https://huggingface.co/${card}`,
    }
  }
  const written = /(?:^|[-_/])(\d+(?:\.\d+)?)([bm])(?:$|[-_./])/i.exec(name)
  if (!written) return undefined
  const parameters = Number(written[1]) * (written[2]?.toLowerCase() === 'b' ? 1e9 : 1e6)
  const bytes = Math.min(parameters * 4, 512 * GiB)
  return { bytes, evidence: 'cited', source: `the number of parameters in the name ${name}, 4 bytes each` }
}

/** Parameters in millions, from the model cards. Longer names first. */
const KNOWN: readonly (readonly [RegExp, number, string])[] = [
  [
    /multilingual-minilm-l12|multilingual-minilm/i,
    118,
    'sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2',
  ],
  [/minilm-l12/i, 33.4, 'sentence-transformers/all-MiniLM-L12-v2'],
  [/minilm-l6/i, 22.7, 'sentence-transformers/all-MiniLM-L6-v2'],
  [/minilm-l2/i, 15.6, 'cross-encoder/ms-marco-MiniLM-L2-v2'],
  [/minilm-l4/i, 19.2, 'cross-encoder/ms-marco-MiniLM-L4-v2'],
  [/minilm-l3/i, 17.4, 'sentence-transformers/paraphrase-MiniLM-L3-v2'],
  [/multilingual-mpnet/i, 278, 'sentence-transformers/paraphrase-multilingual-mpnet-base-v2'],
  [/mpnet-base/i, 109, 'sentence-transformers/all-mpnet-base-v2'],
  [/bge-m3/i, 568, 'BAAI/bge-m3'],
  [/bge-large/i, 335, 'BAAI/bge-large-en-v1.5'],
  [/bge-base/i, 109, 'BAAI/bge-base-en-v1.5'],
  [/bge-small/i, 33.4, 'BAAI/bge-small-en-v1.5'],
  [/multilingual-e5-large/i, 560, 'intfloat/multilingual-e5-large'],
  [/e5-large/i, 335, 'intfloat/e5-large-v2'],
  [/e5-base/i, 109, 'intfloat/e5-base-v2'],
  [/e5-small/i, 33.4, 'intfloat/e5-small-v2'],
  [/distilbert.*multilingual/i, 135, 'distilbert/distilbert-base-multilingual-cased'],
  [/distilbert/i, 67, 'distilbert/distilbert-base-uncased'],
  [/distilroberta/i, 82.8, 'distilbert/distilroberta-base'],
  [/distilgpt2/i, 88.2, 'distilbert/distilgpt2'],
  [/xlm-roberta-large/i, 561, 'FacebookAI/xlm-roberta-large'],
  [/xlm-roberta-base/i, 279, 'FacebookAI/xlm-roberta-base'],
  [/deberta-v3-base/i, 184, 'microsoft/deberta-v3-base'],
  [/roberta-large/i, 355, 'FacebookAI/roberta-large'],
  [/roberta-base/i, 125, 'FacebookAI/roberta-base'],
  [/bert-large/i, 336, 'google-bert/bert-large-uncased'],
  [/bert-base.*multilingual/i, 179, 'google-bert/bert-base-multilingual-cased'],
  [/bert-base/i, 110, 'google-bert/bert-base-uncased'],
  [/gpt2-xl/i, 1560, 'openai-community/gpt2-xl'],
  [/gpt2-large/i, 812, 'openai-community/gpt2-large'],
  [/gpt2-medium/i, 380, 'openai-community/gpt2-medium'],
  [/(^|\/)gpt2(-small)?$/i, 137, 'openai-community/gpt2'],
  [/flan-t5-base|t5-base/i, 248, 'google/flan-t5-base'],
  [/flan-t5-small|t5-small/i, 60.5, 'google-t5/t5-small'],
  [/t5-large/i, 783, 'google/flan-t5-large'],
  [/clip-vit-l(arge)?-(patch)?14/i, 428, 'openai/clip-vit-large-patch14'],
  [/clip-vit-b(ase)?-(patch)?(32|16)/i, 151, 'openai/clip-vit-base-patch32'],
  [/vit-base/i, 86.6, 'google/vit-base-patch16-224'],
  [/whisper-large/i, 1550, 'openai/whisper-large-v3'],
  [/whisper-medium/i, 764, 'openai/whisper-medium'],
  [/whisper-small/i, 242, 'openai/whisper-small'],
  [/whisper-base/i, 72.6, 'openai/whisper-base'],
]
