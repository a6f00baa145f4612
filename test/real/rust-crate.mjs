import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const INTEGERS = ['u8', 'u16', 'u32', 'u64']

/**
 * Writes the source of a library that takes a compiler some seconds: types with derived traits, each of
 * which makes generic collections and sorting of its own. Needs nothing but the standard library.
 *
 * @param {string} folder where Cargo.toml is
 * @param {{ records: number, tests?: number, doctests?: number }} sizes the number of types; of programs in `tests/`, each of
 *   which uses all of them; and of examples in documentation
 */
export function writeCrate(folder, { records, tests = 0, doctests = 0 }) {
  const indices = [...Array(records).keys()]
  const source = [
    'use std::collections::{BTreeMap, HashMap};',
    ...indices.map(record),
    ...[...Array(doctests).keys()].map(documented),
    summary(indices),
  ]
  write(join(folder, 'src', 'lib.rs'), source.join('\n'))
  for (let index = 0; index < tests; index++) write(join(folder, 'tests', `part_${index}.rs`), TEST)
}

const TEST = `#[test]
fn summary_names_the_fields() {
    assert!(ledger::summary().contains("parent"));
}
`

function record(index) {
  const name = `Record${index}`
  return `
#[derive(Debug, Clone, PartialEq, PartialOrd, Default)]
pub struct ${name} {
    pub id: u64,
    pub name: String,
    pub values: Vec<f64>,
    pub tags: BTreeMap<String, ${INTEGERS[index % INTEGERS.length]}>,
    pub parent: Option<Box<${name}>>,
}

pub fn total${index}(records: &[${name}]) -> HashMap<String, f64> {
    let mut totals = HashMap::new();
    for record in records {
        *totals.entry(record.name.clone()).or_insert(0.0) += record.values.iter().map(|v| v * ${index}.0).sum::<f64>();
    }
    totals
}

pub fn sorted${index}(mut records: Vec<${name}>) -> Vec<${name}> {
    records.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| a.name.cmp(&b.name)));
    records.dedup();
    records
}
`
}

function summary(indices) {
  const lines = indices.map(
    index =>
      `    text += &format!("{:?} {:?}\\n", total${index}(&[]), sorted${index}(vec![Record${index}::default()]));`,
  )
  return `
pub fn summary() -> String {
    let mut text = String::new();
${lines.join('\n')}
    text
}
`
}

function documented(index) {
  return `
/// \`\`\`
/// assert_eq!(ledger::add_${index}(1), ${index + 1});
/// \`\`\`
pub fn add_${index}(to: u32) -> u32 {
    to + ${index}
}
`
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
