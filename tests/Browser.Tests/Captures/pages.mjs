// Pages that make a browser report everything it knows how to report. Each is: headers, body.
const REPORTING = { 'Reporting-Endpoints': 'default="https://www.site.test:PORT/collect"' };
const page = (headers, body) => ({ headers: { ...REPORTING, ...headers }, body });
const csp = (policy, body) => page({ 'Content-Security-Policy': `${policy}; report-to default` }, body);
const FAR = 'https://other.test:PORT';

/** By their path. `/csp/…` are also served with `report-uri`, to `/collect` as well. */
export const pages = {
  'csp/base-uri': csp("base-uri 'none'", '<base href="/elsewhere/">'),
  'csp/child-src': csp("child-src 'none'", `<iframe src="${FAR}/x"></iframe>`),
  'csp/connect-src': csp("connect-src 'none'", `<script>fetch("${FAR}/x").catch(() => {})</script>`),
  'csp/default-src': csp("default-src 'none'", `<img src="${FAR}/x.png">`),
  'csp/fenced-frame-src': csp("fenced-frame-src 'none'", '<fencedframe></fencedframe>'),
  'csp/font-src': csp("font-src 'none'", `<style>@font-face { font-family: f; src: url(${FAR}/f.woff2) } p { font-family: f }</style><p>text</p>`),
  'csp/form-action': csp("form-action 'none'", `<iframe name="t"></iframe><form target="t" action="${FAR}/x" method="post"></form><script>document.forms[0].submit()</script>`),
  'csp/frame-ancestors': csp("frame-ancestors 'none'", ''),
  'csp/frame-src': csp("frame-src 'none'", `<iframe src="${FAR}/x"></iframe>`),
  'csp/img-src': csp("img-src 'none'", `<img src="${FAR}/x.png">`),
  'csp/manifest-src': csp("manifest-src 'none'", '<link rel="manifest" href="/app.webmanifest">'),
  'csp/media-src': csp("media-src 'none'", `<video src="${FAR}/x.mp4"></video>`),
  'csp/object-src': csp("object-src 'none'", `<object data="${FAR}/x.swf"></object>`),
  'csp/prefetch-src': csp("default-src 'none'", `<link rel="prefetch" href="${FAR}/x">`),
  'csp/require-trusted-types-for': csp("require-trusted-types-for 'script'", '<script>try { document.createElement("p").innerHTML = "<b>x</b>" } catch { }</script>'),
  'csp/trusted-types': csp('trusted-types one', '<script>try { trustedTypes.createPolicy("two", {}) } catch { }</script>'),
  'csp/sandbox': csp('sandbox', '<script>1</script>'),
  'csp/script-src': csp("script-src 'self'", '<script src="/eval.js"></script>'),
  'csp/wasm-eval': csp("script-src 'self'", '<script src="/wasm.js"></script>'),
  'csp/script-src-attr': csp("script-src 'self' 'report-sample'", '<p onclick="go()">x</p>'),
  'csp/script-src-elem': csp("script-src 'self' 'report-sample'", `<script>var inline = 1</script><script src="${FAR}/x.js"></script>`),
  'csp/style-src-attr': csp("style-src 'self' 'report-sample'", '<p style="color: red">x</p>'),
  'csp/style-src-elem': csp("style-src 'self' 'report-sample'", `<style>p { color: red }</style><link rel="stylesheet" href="${FAR}/x.css">`),
  'csp/worker-src': csp("worker-src 'none'", '<script>try { new Worker("/eval.js") } catch { }</script>'),
  'csp/speculation': csp("script-src 'self'", '<script type="speculationrules">{"prefetch": [{"urls": ["/eval.js"]}]}</script>'),
  'csp-hash': page({ 'Content-Security-Policy': "script-src 'self' 'report-sha256'; report-to default" }, '<script src="/plain.js"></script>'),
  'permissions': page({ 'Permissions-Policy': 'geolocation=();report-to=default, camera=();report-to=default, sync-xhr=();report-to=default' },
    '<script>navigator.geolocation.getCurrentPosition(() => {}, () => {}); navigator.mediaDevices?.getUserMedia({ video: true }).catch(() => {})</script>'),
  'permissions-report-only': page({ 'Permissions-Policy-Report-Only': 'geolocation=();report-to=default' },
    `<script>navigator.geolocation.getCurrentPosition(() => {}, () => {})</script><iframe allow="geolocation" src="${FAR}/x"></iframe>`),
  'coep': page({ 'Cross-Origin-Embedder-Policy': 'require-corp; report-to="default"' }, `<img src="${FAR}/x.png"><iframe src="${FAR}/x"></iframe>`),
  'coep-report-only': page({ 'Cross-Origin-Embedder-Policy-Report-Only': 'require-corp; report-to="default"' }, `<img src="${FAR}/x.png"><script>new Worker("/eval.js")</script>`),
  'integrity': page({ 'Integrity-Policy': 'blocked-destinations=(script), endpoints=(default)' }, '<script src="/plain.js"></script>'),
  'integrity-report-only': page({ 'Integrity-Policy-Report-Only': 'blocked-destinations=(script style), endpoints=(default)' }, '<script src="/plain.js"></script><link rel="stylesheet" href="/plain.css">'),
  'deprecation': page({}, '<script>const x = new XMLHttpRequest(); x.open("GET", "/plain.js", false); try { x.send() } catch { } window.webkitStorageInfo; addEventListener("unload", () => {})</script>'),
  'intervention': page({}, '<script>navigator.vibrate?.(10)</script>'),
  'document-policy': page({ 'Document-Policy': 'document-write=?0;report-to=default, sync-xhr=?0;report-to=default, unsized-media=?0;report-to=default' },
    '<script>try { document.write("<b>x</b>") } catch { }</script><img src="/x.png">'),
  'document-policy-report-only': page({ 'Document-Policy-Report-Only': 'document-write=?0;report-to=default' }, '<script>document.write("<b>x</b>")</script>'),
  'nel': page({ 'Report-To': '{"group":"nel","max_age":3600,"endpoints":[{"url":"https://www.site.test:PORT/collect"}]}', 'NEL': '{"report_to":"nel","max_age":3600,"success_fraction":1}' },
    '<script>setTimeout(() => { fetch("/missing"); fetch("/reset").catch(() => {}) }, 500)</script>'),
  // These two need a window of their own.
  'coop': page({ 'Cross-Origin-Opener-Policy': 'same-origin; report-to="default"' }, `<script>const w = open("${FAR}/x", "w")</script>`),
  'coop-report-only': page({ 'Cross-Origin-Opener-Policy-Report-Only': 'same-origin; report-to="default"' },
    `<script>const w = open("${FAR}/opened", "w"); setInterval(() => { try { w.postMessage("x", "*"); w.closed; w.length } catch { } }, 200)</script>`),
};
