// Patterns of PCRE. Where JavaScript's own have the same meaning, they are used; for the rest there is a matcher with PCRE's.
const MOST_STEPS = 200000;

/** A pattern of the tables: compiled when it is first needed. Gives the captures, as strings, or null. */
function matched(pattern, subject) {
  if (typeof pattern[0] === "string") {
    pattern[3] ??= new RegExp(pattern[0]);
    return pattern[3].exec(subject);
  }
  return new Matcher(subject).first(pattern[0]);
}

/** $n and %n: a group that took no part reads as empty. */
const group = (captures, n) => captures?.[n] ?? "";

class Matcher {
  constructor(subject) {
    this.s = subject;
    this.c = [];
    this.steps = 0;
  }

  first(tree) {
    for (let at = 0; at <= this.s.length; at++) {
      this.c = [];
      let end = -1;
      try {
        if (this.match(tree, at, (to) => { end = to; return true; })) {
          const captures = [this.s.slice(at, end)];
          for (let g = 1; g * 2 < this.c.length; g++) {
            captures[g] = this.c[g * 2] === undefined ? "" : this.s.slice(this.c[g * 2], this.c[g * 2 + 1]);
          }
          return captures;
        }
      } catch (e) {
        // httpd takes a pattern that does not come to an end for one that does not match.
        if (e === MOST_STEPS || e instanceof RangeError) return null;
        throw e;
      }
    }
    return null;
  }

  match(node, at, next) {
    if (++this.steps > MOST_STEPS) throw MOST_STEPS;
    switch (node[0]) {
      case "o":
        return at < this.s.length && inSet(node[1], this.s.charCodeAt(at)) && next(at + 1);
      case "s": {
        const go = (n, i) => (n === node.length ? next(i) : this.match(node[n], i, (j) => go(n + 1, j)));
        return go(1, at);
      }
      case "e":
        for (let n = 1; n < node.length; n++) if (this.match(node[n], at, next)) return true;
        return false;
      case "g":
        return this.match(node[2], at, (end) => {
          const n = node[1] * 2, was = [this.c[n], this.c[n + 1]];
          [this.c[n], this.c[n + 1]] = [at, end];
          if (next(end)) return true;
          [this.c[n], this.c[n + 1]] = was;
          return false;
        });
      case "r":
        return this.repeat(node, at, next);
      case "a":
      case "l": {
        const was = this.c.slice();
        let end = -1;
        const inside = node[0] === "a" || !node[1] ? this.match(node[2], at, (to) => { end = to; return true; }) : this.behind(node, at);
        const negative = node[0] === "l" && node[3];
        if (negative) this.c = was;
        if (inside !== Boolean(negative) && next(node[0] === "a" ? end : at)) return true;
        this.c = was;
        return false;
      }
      case "b": {
        const from = this.c[node[1] * 2];
        if (from === undefined) return false;
        const text = this.s.slice(from, this.c[node[1] * 2 + 1]);
        return this.s.startsWith(text, at) && next(at + text.length);
      }
      default:
        return this.stands(node[1], at) && next(at);
    }
  }

  /** Each branch of a look-behind has a length of its own. */
  behind(node, at) {
    for (let n = 4; n < node.length; n += 2) {
      if (node[n] <= at && this.match(node[n + 1], at - node[n], (to) => to === at)) return true;
    }
    return false;
  }

  repeat(node, at, next) {
    const [, body, min, most, lazy] = node;
    const max = most ?? Infinity;
    if (body[0] === "o") return this.run(body[1], min, max, lazy, at, next);
    const from = (count, i) => {
      const more = () => count < max
        && this.match(body, i, (j) => (max === Infinity && j === i && count + 1 >= min ? next(j) : from(count + 1, j)));
      if (count < min) return more();
      return lazy ? next(i) || more() : more() || next(i);
    };
    return from(0, at);
  }

  /** A run of single bytes needs no recursion. */
  run(set, min, max, lazy, at, next) {
    let end = at;
    const limit = Math.min(this.s.length, at + max);
    if (lazy) {
      for (; end - at < min; end++) if (end >= limit || !inSet(set, this.s.charCodeAt(end))) return false;
      for (;;) {
        if (++this.steps > MOST_STEPS) throw MOST_STEPS;
        if (next(end)) return true;
        if (end >= limit || !inSet(set, this.s.charCodeAt(end))) return false;
        end++;
      }
    }
    while (end < limit && inSet(set, this.s.charCodeAt(end))) end++;
    for (; end - at >= min; end--) {
      if (++this.steps > MOST_STEPS) throw MOST_STEPS;
      if (next(end)) return true;
    }
    return false;
  }

  stands(where, at) {
    const s = this.s, word = (i) => i >= 0 && i < s.length && /\w/.test(s[i]);
    switch (where) {
      case "Start": return at === 0;
      case "End": return at === s.length;
      case "EndOrLastNewline": return at === s.length || (at === s.length - 1 && s[at] === "\n");
      case "LineEnd": return at === s.length || s[at] === "\n";
      case "LineStart": return at === 0 || (s[at - 1] === "\n" && at < s.length);
      case "WordEdge": return word(at - 1) !== word(at);
      default: return word(at - 1) === word(at);
    }
  }
}

/** A set is a list of runs: first, last, first, last. */
function inSet(set, c) {
  for (let i = 0; i < set.length; i += 2) if (c >= set[i] && c <= set[i + 1]) return true;
  return false;
}

/**
 * Finds the rules of a list that a subject can match at all: a rule whose pattern begins with fixed text is found by that text, among
 * all such texts in order; its cost grows with the logarithm of their number. Rules without such a beginning are always tried.
 */
class Finder {
  constructor(count, keysOf) {
    this.always = [];
    this.exact = new Prefixes();
    this.folded = new Prefixes();
    for (let n = 0; n < count; n++) {
      const [keys, folds] = keysOf(n);
      if (keys === null) this.always.push(n);
      else for (const key of keys) (folds ? this.folded : this.exact).add(key, n);
    }
    this.exact.done();
    this.folded.done();
  }

  /** A function that gives the first candidate from a rule on, or Infinity. */
  candidates(subject) {
    const lists = this.exact.of(subject);
    if (this.folded.keys.length > 0) lists.push(...this.folded.of(lower(subject)));
    if (this.always.length > 0) lists.push(this.always);
    return (from) => {
      let best = Infinity;
      for (const list of lists) {
        let low = 0, high = list.length;
        while (low < high) {
          const middle = (low + high) >> 1;
          if (list[middle] < from) low = middle + 1;
          else high = middle;
        }
        if (low < list.length && list[low] < best) best = list[low];
      }
      return best;
    };
  }
}

class Prefixes {
  constructor() {
    this.lists = new Map();
    this.keys = [];
    this.above = [];
  }

  add(key, n) {
    const list = this.lists.get(key);
    if (list === undefined) this.lists.set(key, [n]);
    else if (list[list.length - 1] !== n) list.push(n);
  }

  /** Each key knows the longest other key that it begins with. */
  done() {
    this.keys = [...this.lists.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const open = [];
    this.keys.forEach((key, n) => {
      while (open.length > 0 && !key.startsWith(this.keys[open[open.length - 1]])) open.pop();
      this.above[n] = open.length > 0 ? open[open.length - 1] : -1;
      open.push(n);
    });
    this.lists = this.keys.map((key) => this.lists.get(key));
  }

  of(subject) {
    let low = 0, high = this.keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.keys[middle] <= subject) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (let n = low - 1; n >= 0; n = this.above[n]) if (subject.startsWith(this.keys[n])) found.push(this.lists[n]);
    return found;
  }
}
