// mod_rewrite.
const REDIRECT = 1, LAST = 2, NEW_ROUND = 4, CHAIN = 8, NOT_ON_SUBREQUEST = 16, NEGATED = 32, PROXY = 64, PASS_THROUGH = 128;
const QUERY_APPEND = 256, NO_ESCAPE = 1024, NO_SUBSTITUTION = 2048, STATUS = 4096, ESCAPE_BACK = 8192, DISCARD_PATH_INFO = 16384;
const QUERY_DISCARD = 32768, END = 65536, ESCAPE_NO_PLUS = 131072, QUERY_LAST = 262144, QUERY_NONE = 524288, ESCAPE_CONTROLS = 1048576;
const UNSAFE_PREFIX = 2097152, UNSAFE_3F = 4194304, KEEP_SLASHES = 8388608;
const UNCHANGED = 0, REWRITTEN = 1, UNESCAPED = 2, ENDED = 3, FAILED = 4;

/** apply_rewrite_list: [result, the last rule that substituted]. */
function applyRules(request, rules, directory) {
  const context = { request, directory, uri: "", ofRule: null, ofCondition: null };
  const find = finder(rules, keysOfRule);
  // Rules that a look-up passes over do not break their chain: then every rule is tried in its turn.
  const everyRule = request.main !== null && rules.some((rule) => rule[0] & CHAIN && rule[0] & (NOT_ON_SUBREQUEST | REDIRECT));
  let result = UNCHANGED, last = null, round = 1, subject = null, candidates = null;
  for (let i = 0; i < rules.length; i++) {
    // The rest of a chain is reached from the rule before it only; anything else, from any rule that can match at all.
    if (!everyRule && (i === 0 || !(rules[i - 1][0] & CHAIN))) {
      const now = subjectOf(context);
      if (now !== subject) {
        subject = now;
        candidates = find.candidates(subject);
      }
      i = nextHead(rules, candidates, i);
      if (i >= rules.length) break;
    }
    const rule = rules[i], flags = rule[0];
    if (request.main !== null && flags & (NOT_ON_SUBREQUEST | REDIRECT)) continue;
    const match = applyRule(rule, context);
    if (match === "no") {
      while (i < rules.length && rules[i][0] & CHAIN) i++;
      continue;
    }
    last = flags & NO_SUBSTITUTION ? last : rule;
    if (request.filename.length > 2 * (request.host.lrl ?? 8190)) {
      request.status = 500;
      return [ENDED, last];
    }
    if (match === "failed") return [FAILED, last];
    if (flags & STATUS) return [ENDED, last];
    if (match !== "none") result = flags & NO_ESCAPE ? UNESCAPED : REWRITTEN;
    if (flags & PASS_THROUGH) {
      request.filename = "passthrough:" + request.filename;
      return [REWRITTEN, last];
    }
    if (flags & END) request.ended = true;
    if (flags & (END | PROXY | LAST)) break;
    if (flags & NEW_ROUND) {
      if (++round >= rule[3]) {
        request.status = 500;
        return [ENDED, last];
      }
      i = -1;
      continue;
    }
    i += Math.max(0, rule[2]);
  }
  return [result, last];
}

/** The next candidate that is no later part of a chain: those are tried only after the part before them. */
function nextHead(rules, candidates, from) {
  for (let i = candidates(from); i < rules.length; i = candidates(i + 1)) if (i === 0 || !(rules[i - 1][0] & CHAIN)) return i;
  return rules.length;
}

function subjectOf(context) {
  const { request, directory } = context;
  if (directory === null) return request.filename;
  const uri = request.filename + request.pathInfo;
  return uri.startsWith(directory) ? uri.slice(directory.length) : uri;
}

function applyRule(rule, context) {
  const { request } = context;
  context.uri = subjectOf(context);
  const captures = matched(T.patterns[rule[7]], context.uri);
  if ((captures === null) !== Boolean(rule[0] & NEGATED)) return "no";
  context.ofCondition = null;
  context.ofRule = captures;
  if (!conditionsHold(rule[9], context)) return "no";
  let output = "";
  if (!(rule[0] & NO_SUBSTITUTION)) {
    const watch = { unsafe: false, settled: false, last: Boolean(rule[0] & QUERY_LAST) };
    output = expand(rule[8], context, rule, watch, 0);
    if (watch.unsafe && !(rule[0] & UNSAFE_3F)) {
      request.status = 403;
      return "failed";
    }
  }
  for (const item of rule[6]) {
    const name = expand(item, context);
    if (name[0] === "!") {
      request.env.delete(lower(name.slice(1)));
      continue;
    }
    const colon = name.indexOf(":");
    request.env.set(lower(colon < 0 ? name : name.slice(0, colon)), colon < 0 ? "" : name.slice(colon + 1));
  }
  if (rule[0] & NO_SUBSTITUTION) {
    if (rule[0] & STATUS) request.status = rule[1];
    return "none";
  }
  substitute(rule, context, output);
  return "yes";
}

function conditionsHold(conditions, context) {
  for (let i = 0; i < conditions.length; i++) {
    const holds = conditionHolds(conditions[i], context);
    if (!holds && !conditions[i][7]) return false;
    while (holds && i < conditions.length && conditions[i][7]) i++;
  }
  return true;
}

/** The numbers are those of the model's RewriteTest. */
function conditionHolds([input, test, operand, pattern, expression, negated, caseless], context) {
  if (test === 18) {
    const groups = { of: null };
    const holds = holdsExpression(expression, (name) => variable(name, context.request, context.uri), groups);
    if (holds && !negated) context.ofCondition = groups.of;
    return holds !== negated;
  }
  const text = expand(input, context);
  const ordered = (order) => [order < 0, order <= 0, order === 0, order > 0, order >= 0][(test - 8) % 5];
  let holds;
  if (test === 0) {
    const captures = matched(T.patterns[pattern], text);
    if (captures !== null && !negated) context.ofCondition = captures;
    holds = captures !== null;
  } else if (test === 1) holds = kindOf(text) === FILE;
  else if (test === 2) holds = kindOf(text) === FILE && (fileAt(text) & 2) !== 0;
  else if (test === 4) holds = kindOf(text) === DIRECTORY;
  else if (test === 5) holds = kindOf(text) === DIRECTORY || (kindOf(text) === FILE && (fileAt(text) & 4) !== 0);
  else if (test >= 13) holds = ordered(atoi(text) - atoi(operand));
  else if (test >= 8) holds = ordered(comparedText(text, operand, caseless));
  else throw new Error("a test of a RewriteCond that is not known here");
  return holds !== negated;
}

const compared = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const comparedText = (text, operand, caseless) =>
  caseless ? compared(lower(text), lower(operand)) : text.length !== operand.length ? text.length - operand.length : compared(text, operand);

/** do_expand; what is put in is never expanded again. */
function expand(input, context, rule = null, watch = null, depth = 0) {
  if (depth > 20) throw new Error("map look-ups are nested too deep");
  let result = "", at = 0;
  const see = (text, unsafe) => {
    if (watch === null || watch.settled || !text.includes("?")) return;
    watch.unsafe = unsafe;
    watch.settled = !watch.last;
  };
  while (at < input.length) {
    let end = at;
    while (end < input.length && input[end] !== "\\" && input[end] !== "$" && input[end] !== "%") end++;
    see(input.slice(at, end), false);
    result += input.slice(at, end);
    at = end;
    if (at >= input.length) break;
    const c = input[at], following = input[at + 1] ?? "";
    if (c === "\\") {
      result += following === "" ? "\\" : following;
      at += 2;
    } else if (following === "{") {
      const close = closing(input, at + 2, "}");
      const key = c === "$" && close >= 0 ? closing(input, at + 2, ":") : 0;
      if (close >= 0 && key >= 0) {
        const inner = input.slice(at + 2, close), split = key - at - 2;
        const value = c === "%" ? variable(inner, context.request, context.uri)
          : looked(inner.slice(0, split), inner.slice(split + 1), context, rule, depth);
        see(value, true);
        result += value;
        at = close + 1;
      } else {
        result += c + "{";
        at += 2;
      }
    } else if (/^\d$/.test(following)) {
      let value = group(c === "$" ? context.ofRule : context.ofCondition, Number(following));
      if (value !== "") {
        value = rule !== null && rule[0] & ESCAPE_BACK ? escapeBack(value, rule) : value;
        see(value, true);
        result += value;
      }
      at += 2;
    } else {
      result += c;
      at++;
    }
  }
  return result;
}

/** Where a character stands outside inner braces, or -1 where the braces close first. */
function closing(text, at, wanted) {
  for (let depth = 1; at < text.length; at++) {
    if (text[at] === wanted && (wanted === "}" ? --depth === 0 : depth === 1)) return at;
    if (text[at] === "}" && wanted !== "}" && --depth === 0) return -1;
    if (text[at] === "{") depth++;
  }
  return -1;
}

function looked(name, rest, context, rule, depth) {
  const bar = closing(rest, 0, "|");
  const key = expand(bar < 0 ? rest : rest.slice(0, bar), context, rule, null, depth + 1);
  return mapped(context.request.host, name, key) ?? (bar < 0 ? "" : expand(rest.slice(bar + 1), context, rule, null, depth + 1));
}

function mapped(host, name, key) {
  const map = host.rw === undefined || !Object.hasOwn(host.rw.m, name) ? undefined : host.rw.m[name];
  if (map === undefined) return null;
  if (map[0] === "txt") return Object.hasOwn(T.maps[map[1]], key) ? T.maps[map[1]][key] : null;
  if (map[0] !== "int") throw new Error("a RewriteMap of a kind that is not known here");
  return map[1] === "tolower" ? lower(key) : map[1] === "toupper" ? upper(key) : map[1] === "escape" ? escapePath(key) : unescapeUrl(key);
}

function escapeBack(text, rule) {
  let result = "";
  for (const c of text) {
    const code = c.charCodeAt(0);
    const chosen = (rule[0] & ESCAPE_CONTROLS ? code <= 32 || code === 127 : rule[4] === null) || (rule[4]?.includes(c) ?? false);
    if (!chosen || rule[5]?.includes(c) || /\w/.test(c)) result += c;
    else result += c === " " && !(rule[0] & ESCAPE_NO_PLUS) ? "+" : hex(code);
  }
  return result;
}

/** The second half of apply_rewrite_rule. */
function substitute(rule, context, output) {
  const { request, directory } = context, flags = rule[0];
  let prefixed = false;
  if (output[0] !== "/" && absolute(output)[0] === 0) {
    if (directory !== null) {
      output = directory + output;
      prefixed = true;
    } else if (!(flags & (PROXY | REDIRECT))) {
      output = "/" + output;
      prefixed = true;
    }
  }
  request.filename = output;
  if (directory !== null && flags & DISCARD_PATH_INFO) request.pathInfo = "";
  splitQuery(request, flags);
  const qualify = () => {
    const name = request.filename;
    if (absolute(name)[0] === 0) request.filename = request.absolute(name[0] === "/" ? name : "/" + name);
  };
  if (flags & PROXY) {
    qualify();
    request.filename = "proxy:" + request.filename;
  } else if (flags & REDIRECT) {
    qualify();
    request.status = rule[1];
  } else {
    reduce(request);
    if (absolute(request.filename)[0] > 0) request.status = rule[1];
    else if (!(flags & KEEP_SLASHES) && !prefixed && !rule[8].startsWith("//")) request.filename = request.filename.replace(/^\/+(?=\/)/, "");
  }
}

/** splitout_queryargs. */
function splitQuery(request, flags) {
  if (flags & QUERY_NONE) {
    request.args = null;
    return;
  }
  const name = request.filename, [scheme, takesQuery] = absolute(name);
  if (scheme > 0 && !takesQuery) {
    request.args = null;
    return;
  }
  if (flags & QUERY_DISCARD) request.args = null;
  const mark = flags & QUERY_LAST ? name.lastIndexOf("?") : name.indexOf("?", scheme);
  if (mark < scheme) return;
  const query = name.slice(mark + 1);
  request.filename = name.slice(0, mark);
  if (!(flags & QUERY_APPEND)) request.args = query;
  else if (query !== "") request.args = query + "&" + (request.args ?? "");
  if (request.args === null || request.args === "") request.args = null;
  else if (request.args.endsWith("&")) request.args = request.args.slice(0, -1);
}

/** reduce_uri: a URL of this very server becomes a path on it. */
function reduce(request) {
  const name = request.filename, prefix = request.scheme + "://";
  if (name.length <= prefix.length || lower(name.slice(0, prefix.length)) !== lower(prefix)) return;
  const rest = name.slice(prefix.length), end = rest.search(/[/:]/);
  let port = request.scheme === "https" ? 443 : 80, path = end < 0 ? "/" : rest.slice(end);
  if (end >= 0 && rest[end] === ":") {
    const slash = rest.indexOf("/", end);
    port = atoi(rest.slice(end + 1, slash < 0 ? rest.length : slash)) & 0xffff;
    path = slash < 0 ? "/" : rest.slice(slash);
  }
  if (serves(request.host, end < 0 ? rest : rest.slice(0, end), port)) {
    request.filename = path;
    if (!((request.host.rw?.o ?? 0) & LEGACY_PREFIX)) request.uriReduced = true;
  }
}
