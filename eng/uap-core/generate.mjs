// Keeps of uap-core what Picket uses, user agent and system patterns, in a form that is read without a YAML library. See docs/browsers.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { firstGroup, requiredLiterals } from './literals.mjs';
import { familyName, own, platformName } from './names.mjs';

const require = createRequire(import.meta.url);
const { version } = require('uap-core/package.json');
const folder = new URL('../../src/Reports/UserAgents/UapCore/', import.meta.url);

const rows = [
  ...[...own, ...read('user_agent_parsers')].flatMap(parts).map((p) => row('browser', p, p.family_replacement, p.v1_replacement, familyName, 'App')),
  ...read('os_parsers').flatMap(parts).map((p) => row('system', p, p.os_replacement, undefined, platformName, 'TV')),
];
const head = [
  `# Made of uap-core ${version} by eng/uap-core/generate.mjs; changed there, not here. Apache-2.0, see LICENSE beside this file.`,
  '# Per line: table, literal sets that must be met (of each set one), pattern, names by what the first group captured, version (a group, a number or none).',
];
writeFileSync(new URL('patterns.tsv', folder), [...head, ...rows].join('\n') + '\n');
writeFileSync(new URL('LICENSE', folder), readFileSync(require.resolve('uap-core/LICENSE'), 'utf8').trimEnd() + '\n');
console.log(`${rows.length} patterns of uap-core ${version}`);

/** The entries of one list. The file is written in a small part of YAML: `- regex: '…'` and `key: '…'`. */
function read(list) {
  const entries = [];
  let isIn = false;
  for (const line of readFileSync(require.resolve('uap-core/regexes.yaml'), 'utf8').split('\n')) {
    if (/^\w/.test(line)) isIn = line.startsWith(`${list}:`);
    const pair = isIn && /^ +(- )?(\w+): *'(.*)'\s*(#.*)?$/.exec(line);
    if (!pair) {
      if (isIn && /^ +(- )?\w+:/.test(line)) throw new Error(`Not understood: ${line}`);
      continue;
    }
    if (pair[1]) entries.push({});
    entries.at(-1)[pair[2]] = pair[3].replaceAll("''", "'");
  }
  return entries;
}

/** A pattern whose first group is a long list, as a pattern for each of its entries: so only those are run whose text is there. */
function parts(pattern) {
  const entry = { ...pattern, isBot: /bot|spider|crawl/i.test(pattern.regex.replace(/\[(\w)\w\]/g, '$1')) };
  const group = /\((?!\?)/.exec(entry.regex.replace(/\\./g, '__'));
  if (!group) return [entry];
  const items = [''];
  let depth = 0, isSet = false, at = group.index + 1;
  for (; depth >= 0; at++) {
    let c = entry.regex[at];
    if (c === '\\') c += entry.regex[++at];
    else if (isSet) isSet = c !== ']';
    else if (c === '[') isSet = true;
    else if (c === '(') depth++;
    else if (c === ')') depth--;
    if (c === '|' && depth === 0 && !isSet) items.push('');
    else if (depth >= 0) items[items.length - 1] += c;
  }
  const isAlternative = /\|/.test(entry.regex.slice(0, group.index)) || /^[*+?{]/.test(entry.regex.slice(at));
  if (items.length <= 8 || isAlternative) return [entry];
  return items.map((item) => ({ ...entry, regex: `${entry.regex.slice(0, group.index)}(${item})${entry.regex.slice(at)}` }));
}

function row(table, { regex, isBot }, replacement, major, nameOf, other) {
  const sets = requiredLiterals(regex).map((set) => set.join('\v')).join('\f');
  return [table, sets, linear(regex), names(regex, replacement, nameOf, isBot ? 'Bot' : other), isFree(regex, replacement) ? '' : (major ?? '$2')].join('\t');
}

/** Captured text and the name it stands for. Names are a closed list: what a pattern lets its sender write freely is called by what it is. */
function names(regex, replacement, nameOf, other) {
  if (isFree(regex, replacement)) return `=${other}`;
  if (!usesGroup(replacement)) return `=${nameOf(replacement)}`;
  return firstGroup(regex).map((text) => `${text}=${nameOf((replacement ?? '$1').replace('$1', text).trim())}`).join('\f');
}

function usesGroup(replacement) {
  return replacement === undefined || replacement.includes('$1');
}

function isFree(regex, replacement) {
  return usesGroup(replacement) && firstGroup(regex) === null;
}

/**
 * The same pattern for an engine without backtracking. Its counted loops are there to tame backtracking; in an automaton they cost a state for each count,
 * where a loop without a count costs one. Digits and letters are ASCII.
 */
function linear(regex) {
  return regex
    .replace(/\{0,(\d+)\}/g, (all, n) => (+n >= 10 ? '*' : all))
    .replace(/\{1,(\d+)\}/g, (all, n) => (+n >= 10 ? '+' : all))
    .replace(/\[[^\]]*\]|\\[dw]/g, (part) => {
      const bare = part.replaceAll('\\d', '0-9').replaceAll('\\w', '0-9A-Za-z_');
      return part[0] === '[' ? bare : `[${bare}]`;
    })
    .replaceAll('\\/', '/');
}
