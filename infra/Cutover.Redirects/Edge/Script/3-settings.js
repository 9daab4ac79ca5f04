// Settings of sections, merged as httpd merges them. A merge of the same two is made once.
const INHERIT = 1, INHERIT_BEFORE = 2, INHERIT_DOWN = 4, INHERIT_DOWN_BEFORE = 8, IGNORE_INHERIT = 16, ALLOW_NO_SLASH = 32;
const ALLOW_ANY_URI = 64, MERGE_BASE = 128, IGNORE_CONTEXT_INFO = 256, LEGACY_PREFIX = 512, UNSAFE_PREFIX_STAT = 1024;
const INDEXES = 1, SYM_LINKS = 4, UNSET = 16, SYM_OWNER = 64;
const none = [];

const joined = (first, second) => (second.length === 0 ? first : first.length === 0 ? second : [...first, ...second]);

function merged(low, over) {
  if (low === null) return over;
  low.with ??= new Map();
  let both = low.with.get(over);
  if (both === undefined) {
    both = {
      a: low.a === undefined ? over.a : over.a === undefined ? low.a : mergedAlias(low.a, over.a),
      w: low.w === undefined ? over.w : over.w === undefined ? low.w : mergedRewrite(low.w, over.w),
      c: mergedCore(low.c, over.c),
    };
    low.with.set(over, both);
  }
  return both;
}

const mergedAlias = (low, over) => ({ r: joined(over.r, low.r), rel: over.rel ?? low.rel, h: over.h ?? low.h });

function mergedRewrite(low, over) {
  const options = over.os ? over.o : low.o;
  const ignore = options & IGNORE_INHERIT;
  const after = options & INHERIT || (low.o & INHERIT_DOWN && !ignore);
  const before = options & INHERIT_BEFORE || (low.o & INHERIT_DOWN_BEFORE && !ignore);
  const mergeBase = options & MERGE_BASE;
  return {
    e: over.e ?? low.e,
    o: options,
    os: over.os || low.os,
    b: mergeBase && !over.bs ? low.b : over.b,
    bs: mergeBase && (over.bs || low.bs),
    d: over.d,
    r: after ? joined(over.r, low.r) : before ? joined(low.r, over.r) : over.r,
    m: after ? { ...low.m, ...over.m } : before ? { ...over.m, ...low.m } : over.m,
  };
}

function mergedCore(low, over) {
  const core = {
    dn: over.dn ?? low.dn, cn: over.cn ?? low.cn, cp: over.cp ?? low.cp, es: over.es ?? low.es, ks: over.es === undefined ? low.ks : over.ks,
    ds: over.ds ?? low.ds, ix: over.ix ?? low.ix, ed: { ...low.ed, ...over.ed }, f: joined(low.f, over.f), i: joined(low.i, over.i),
    ov: over.ov ?? low.ov,
  };
  if (!(over.o & UNSET)) return { ...core, o: over.o, ad: over.ad, rm: over.rm };
  core.ad = (low.ad & ~over.rm) | over.ad;
  core.rm = (low.rm & ~over.ad) | over.rm;
  core.o = (low.o & ~core.rm) | core.ad;
  return core;
}

/** Which of a list of rules can match; built once for each list, the large ones as the script starts. */
function finder(rules, keysOf) {
  rules.finder ??= new Finder(rules.length, (n) => keysOf(rules[n]));
  return rules.finder;
}

const keysOfPattern = (n) => [T.patterns[n][1] || null, Boolean(T.patterns[n][2])];
const keysOfRedirect = (r) => (r[1] >= 0 ? keysOfPattern(r[1]) : [[squeezed(r[0]).replace(/(.)\/$/, "$1")], false]);
const keysOfRule = (r) => (r[0] & NEGATED ? [null, false] : keysOfPattern(r[7]));
const squeezed = (text) => (text.includes("//") ? text.replace(/\/\/+/g, "/") : text);

/** Which server a request belongs to. */
function chooseHost(question, name) {
  const all = [];
  for (const host of T.hosts.slice(1)) for (const address of host.ad) all.push([host, address]);
  const exact = all.filter(([, a]) => a[0] === T.address);
  const pool = exact.some(([, a]) => a[1] === 0 || a[1] === question.port) ? exact : all.filter(([, a]) => a[0] === null);
  const byPort = pool.filter(([, a]) => a[1] === question.port);
  const candidates = byPort.length > 0 ? byPort : pool.filter(([, a]) => a[1] === 0);
  if (candidates.length === 0) return T.hosts[0];
  if (name === null) return candidates[0][0];
  let byAddress = null;
  for (const [host, address] of candidates) {
    if (isNamed(host, name)) return host;
    byAddress ??= lower(address[2]) === lower(name) ? host : null;
  }
  return byAddress ?? candidates[0][0];
}

const isNamed = (host, name) =>
  lower(host.n ?? "\0") === lower(name) || host.al.some((alias) => (typeof alias === "string"
    ? lower(alias) === lower(name)
    : (alias[1] ??= new RegExp(alias[0])).test(lower(name))));

/** ap_matches_request_vhost. */
const serves = (host, name, port) =>
  host.ad.some((a) => (a[1] === 0 || a[1] === port) && lower(a[2]) === lower(name)) || (port === host.p && isNamed(host, name));

const MISSING = 0, FILE = 1, DIRECTORY = 2;

/** What is at a path of the old host: of each document root the script knows all that its rules can ask for. */
function kindOf(path) {
  if (path[0] !== "/" || path.includes("/../")) return MISSING;
  let at = T.files;
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (typeof at !== "object") return MISSING;
    at = Object.hasOwn(at, part) ? at[part] : undefined;
    if (at === undefined) return MISSING;
  }
  return typeof at === "object" ? DIRECTORY : path.length > 1 && path.endsWith("/") ? MISSING : FILE;
}

/** A file is a number: 1, with 2 where it is not empty and 4 where anybody may execute it. */
function fileAt(path) {
  let at = T.files;
  for (const part of path.split("/")) if (part !== "" && part !== ".") at = at[part];
  return at;
}
