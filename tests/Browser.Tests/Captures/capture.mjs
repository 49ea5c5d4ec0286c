// Records what an installed browser sends for `pages.json`: node capture.mjs chromium|firefox-esr > bodies.json. Needs openssl.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash, X509Certificate } from 'node:crypto';

const pages = JSON.parse(readFileSync(new URL('pages.json', import.meta.url)));
const browser = process.argv[2];
const seconds = Number(process.argv[3] ?? 60);
const folder = mkdtempSync(join(tmpdir(), 'picket-capture-'));
const key = join(folder, 'key.pem');
const certificate = join(folder, 'certificate.pem');
execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=site.test', '-addext', 'subjectAltName=DNS:www.site.test,DNS:other.test',
  '-keyout', key, '-out', certificate], { stdio: 'ignore' });
const recorded = [];
const server = https.createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, answer);
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const { port } = server.address();
const x509 = new X509Certificate(readFileSync(certificate));
const started = spawn(browser, [...(browser.startsWith('firefox') ? firefox() : chromium()), `https://www.site.test:${port}/`], { stdio: 'ignore', detached: true, env: { ...process.env, HOME: folder } });
await new Promise((done) => setTimeout(done, seconds * 1000));
process.kill(-started.pid, 'SIGKILL');
await new Promise((done) => started.once('exit', done));
server.closeAllConnections();
server.close();

process.stdout.write(JSON.stringify(recorded, null, 1) + '\n');
rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });

function answer(request, response) {
  const path = new URL(request.url, 'https://www.site.test').pathname.slice(1);
  if (path === 'collect') return collect(request, response);
  if (path === 'reset') return request.socket.destroy();
  if (path === 'missing') return response.writeHead(404).end();
  if (path === 'eval.js') return script(response, 'try { eval("1") } catch (e) { }');
  if (path === 'wasm.js') return script(response, 'try { new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])) } catch (e) { }');
  if (path === 'plain.js') return script(response, 'var plain = 1;');
  if (path === '') return html(response, {}, Object.keys(pages).flatMap((name) => name.startsWith('coop') ? [] : [name, ...(name.startsWith('csp/') ? [`uri/${name}`] : [])])
    .map((name) => `<iframe src="/${name}" allow="geolocation; camera"></iframe>`).join('') + '<link rel="manifest" href="/app.webmanifest"><script>open("/coop", "a"); open("/coop-report-only", "b")</script>');
  const isUri = path.startsWith('uri/');
  const page = pages[isUri ? path.slice(4) : path];
  if (!page) return html(response, {}, '');
  const collector = `https://www.site.test:${port}/collect`;
  const here = (text) => text.replaceAll('COLLECT', collector).replaceAll('FAR', `https://other.test:${port}`);
  const headers = { 'Reporting-Endpoints': `default="${collector}"`, ...Object.fromEntries(Object.entries(page.headers).map(([name, value]) => [name, here(value)])) };
  if (isUri) headers['Content-Security-Policy'] = headers['Content-Security-Policy'].replace('report-to default', `report-uri ${collector}`);
  html(response, headers, here(page.body));
}

function html(response, headers, body) {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...headers }).end(`<!doctype html><title>x</title>${body}`);
}

function script(response, text) {
  response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(text);
}

function collect(request, response) {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    response.writeHead(204, { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' }).end();
    if (request.method !== 'POST') return;
    // Ports differ from run to run.
    const text = Buffer.concat(chunks).toString().replaceAll(`:${port}`, '');
    const { 'content-type': type, 'user-agent': agent, 'sec-ch-ua': brands } = request.headers;
    recorded.push({ type, agent, brands, body: JSON.parse(text) });
  });
}

function chromium() {
  const pin = createHash('sha256').update(x509.publicKey.export({ type: 'spki', format: 'der' })).digest('base64');
  return ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--disable-popup-blocking', '--remote-debugging-port=0', `--user-data-dir=${folder}/profile`, '--short-reporting-delay',
    '--host-resolver-rules=MAP *.test 127.0.0.1', `--ignore-certificate-errors-spki-list=${pin}`];
}

function firefox() {
  const lines = { 'network.dns.localDomains': '"www.site.test,other.test"', 'dom.reporting.enabled': true, 'dom.reporting.header.enabled': true, 'dom.reporting.delivering.timeout': 1,
    'network.reporting.enabled': true, 'dom.disable_open_during_load': false, 'security.csp.reporting.limit.count': 0, 'datareporting.policy.dataSubmissionEnabled': false,
    'termsofuse.bypassNotification': true };
  writeFileSync(join(folder, 'user.js'), Object.entries(lines).map(([name, value]) => `user_pref("${name}", ${value});\n`).join(''));
  writeFileSync(join(folder, 'cert_override.txt'), ['www.site.test', 'other.test'].map((host) => `${host}:${port}:\tOID.2.16.840.1.101.3.4.2.1\t${x509.fingerprint256}\t\n`).join(''));
  return ['--headless', '--no-remote', '--profile', folder];
}
