//! Where a tag that is gone may be now: of the tags that have its short name, those that share most of its place first.

/** The parts of a tag's place: folders, devices, the tag itself. */
const parts = (tag: string) => tag.split(/[./\\|;=]/).filter(Boolean);

function shared(one: string, other: string): number {
  const left = parts(other);
  return parts(one).filter((part) => {
    const at = left.indexOf(part);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  }).length;
}

export function nearestFirst<N extends { tag: string }>(gone: string, nodes: N[]): N[] {
  return nodes.map((node) => ({ node, shared: shared(gone, node.tag) })).toSorted((a, b) => b.shared - a.shared).map(({ node }) => node);
}

/** The one that is nearer than every other; none where two are as near. */
export function nearest<N extends { tag: string }>(gone: string, nodes: N[]): N | undefined {
  const [first, second] = nearestFirst(gone, nodes);
  return first && (!second || shared(gone, first.tag) > shared(gone, second.tag)) ? first : undefined;
}
