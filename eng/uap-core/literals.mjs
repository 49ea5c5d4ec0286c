// What a string must contain for a pattern to match: sets of literals, of each of which one must be there. The matcher looks for all literals of all patterns
// in one pass and runs only the patterns whose sets are met. Where it is hard to say, it says less: that costs time, never a match.

const MAX_SET = 400;
const MIN_LENGTH = 3;

/** Sets of lower-case literals that a match of the pattern contains, the most telling first, at most three. */
export function requiredLiterals(pattern) {
  const { exact, sets } = analyze(parse(pattern));
  return [...sets, ...(exact ? [exact] : [])]
    .map(minimal)
    .filter(isUseful)
    .sort((a, b) => shortest(b) - shortest(a))
    .filter((set, at, all) => all.findIndex((other) => other.join() === set.join()) === at)
    .slice(0, 3);
}

/** Everything that the pattern's first group can capture, or null where that is not a short list. */
export function firstGroup(pattern) {
  let found;
  (function visit(node) {
    if (node.kind === 'group' && node.capturing && !found) found = node;
    (node.items ?? (node.item ? [node.item] : [])).forEach(visit);
  })(parse(pattern));
  const exact = found && analyze(found, false).exact;
  return exact ? [...exact] : null;
}

const shortest = (set) => Math.min(...set.map((literal) => literal.length));
const isUseful = (set) => set.length > 0 && set.length <= MAX_SET && shortest(set) >= MIN_LENGTH && !(set.length === 1 && set[0] === 'mozilla');
/** Without those that contain another: where one of them is, that other one is too. */
const minimal = (set) => [...set].filter((a) => ![...set].some((b) => b !== a && a.includes(b))).sort();

function analyze(node, fold = true) {
  const of = (item) => analyze(item, fold);
  switch (node.kind) {
    case 'literal': return { exact: new Set([fold ? node.text.toLowerCase() : node.text]), sets: [] };
    case 'one': return node.chars ? { exact: new Set(fold ? node.chars.map((c) => c.toLowerCase()) : node.chars), sets: [] } : { exact: null, sets: [] };
    case 'nothing': return { exact: new Set(['']), sets: [] };
    case 'group': return of(node.item);
    case 'repeat': {
      const inner = of(node.item);
      if (node.min === 1 && node.max === 1) return inner;
      if (node.min === 0 && node.max === 1 && inner.exact) return { exact: new Set([...inner.exact, '']), sets: [] };
      return { exact: null, sets: node.min === 0 ? [] : [...inner.sets, ...(inner.exact ? [inner.exact] : [])] };
    }
    case 'sequence': {
      let run = new Set(['']);
      let whole = true;
      const sets = [];
      for (const part of node.items.map(of)) {
        const joined = part.exact && run.size * part.exact.size <= MAX_SET ? new Set([...run].flatMap((a) => [...part.exact].map((b) => a + b))) : null;
        if (joined) { run = joined; continue; }
        sets.push(run, ...part.sets);
        run = part.exact ?? new Set(['']);
        whole = false;
      }
      return whole ? { exact: run, sets } : { exact: null, sets: [...sets, run] };
    }
    case 'choice': {
      const parts = node.items.map(of);
      if (parts.every((part) => part.exact)) {
        const all = new Set(parts.flatMap((part) => [...part.exact]));
        if (all.size <= MAX_SET) return { exact: all, sets: [] };
      }
      const best = parts.map((part) => [...part.sets, ...(part.exact ? [part.exact] : [])].map(minimal).filter(isUseful).sort((a, b) => shortest(b) - shortest(a))[0]);
      return { exact: null, sets: best.every(Boolean) ? [new Set(best.flat())] : [] };
    }
  }
}

/** The part of the regular expression language that uap-core uses. What is not in it throws. */
function parse(source) {
  let at = 0;
  const choice = () => {
    const items = [sequence()];
    while (source[at] === '|') { at++; items.push(sequence()); }
    return items.length === 1 ? items[0] : { kind: 'choice', items };
  };
  const sequence = () => {
    const items = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') items.push(repeat(atom()));
    return { kind: 'sequence', items };
  };
  const repeat = (item) => {
    const counts = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(source.slice(at));
    if (!counts) return item;
    at += counts[0].length;
    const [, sign, min, comma, max] = counts;
    if (sign) return { kind: 'repeat', item, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
    return { kind: 'repeat', item, min: +min, max: comma ? (max ? +max : Infinity) : +min };
  };
  const atom = () => {
    const c = source[at++];
    if (c === '^' || c === '$') return { kind: 'nothing' };
    if (c === '.') return { kind: 'one' };
    if (c === '[') return set();
    if (c === '\\') return escape(source[at++]);
    if (c !== '(') return { kind: 'literal', text: c };
    const capturing = source[at] !== '?';
    if (!capturing) {
      if (source[at + 1] !== ':') throw new Error(`What is (?${source[at + 1]} in ${source}`);
      at += 2;
    }
    const item = choice();
    at++;
    return { kind: 'group', capturing, item };
  };
  const set = () => {
    const end = source.indexOf(']', source[at] === '^' ? at + 2 : at + 1);
    let stop = end;
    while (source[stop - 1] === '\\') stop = source.indexOf(']', stop + 1);
    const text = source.slice(at, stop);
    at = stop + 1;
    const plain = text.length <= 4 && !/[\\^]|.-./.test(text);
    return plain ? { kind: 'one', chars: [...text] } : { kind: 'one' };
  };
  const escape = (c) => {
    if (c === 'b' || c === 'B') return { kind: 'nothing' };
    if (/[a-zA-Z0-9]/.test(c)) {
      if (!/[dwsDWS]/.test(c)) throw new Error(`What is \\${c} in ${source}`);
      return { kind: 'one' };
    }
    return { kind: 'literal', text: c };
  };
  const parsed = choice();
  if (at !== source.length) throw new Error(`Unbalanced: ${source}`);
  return parsed;
}
