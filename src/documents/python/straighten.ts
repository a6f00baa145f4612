/** A node while the tree is being built. */
export interface Growing {
  id: number
  type: string
  named: boolean
  field: string | undefined
  start: number
  end: number
  parent: Growing | undefined
  children: Growing[]
}

/**
 * The grammar reads `[*f(1).g]` as a call of `*f`: this puts the star back around the whole expression. Returns
 * the nodes in document order, numbered anew where something moved.
 */
export function straighten(nodes: Growing[]): Growing[] {
  const splats = nodes.filter(node => node.type === 'list_splat' && isStart(node))
  const [root] = nodes
  if (splats.length === 0 || !root) return nodes
  for (const splat of splats) raise(splat)
  return numbered(root)
}

/** Whether an expression is continued by what it is in: called, subscripted, or asked for an attribute. */
function isStart(node: Growing): boolean {
  const parent = node.parent
  if (parent?.type === 'call') return node.field === 'function'
  if (parent?.type === 'attribute') return node.field === 'object'
  return parent?.type === 'subscript' && node.field === 'value'
}

function raise(splat: Growing): void {
  const operand = splat.children.find(child => child.type !== '*')
  const below = splat.parent
  if (!operand || !below) return
  let top = below
  while (top.parent && isStart(top)) top = top.parent
  const { parent, field } = top
  replace(below, splat, operand)
  operand.field = splat.field
  for (let node: Growing | undefined = below; node && node !== parent; node = node.parent)
    node.start = operand.start
  if (parent) replace(parent, top, splat)
  splat.field = field
  splat.end = top.end
  splat.children = splat.children.map(child => (child === operand ? top : child))
  top.parent = splat
  top.field = undefined
}

function replace(parent: Growing, old: Growing, node: Growing): void {
  parent.children = parent.children.map(child => (child === old ? node : child))
  node.parent = parent
}

function numbered(root: Growing): Growing[] {
  const nodes: Growing[] = []
  const open = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    node.id = nodes.length
    nodes.push(node)
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index]
      if (child) open.push(child)
    }
  }
  return nodes
}
