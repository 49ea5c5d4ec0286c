// Walks through the dashboard in a real Firefox and prints what is wrong, a line each; nothing where all is well.
// node walk.mjs <Firefox> <site> <folder for pictures> <report-uri> <name=path>...; the environment variable COOKIES has the session, as Playwright writes it.
import puppeteer from "puppeteer-core";

const [firefox, site, pictures, reportUri, ...pages] = process.argv.slice(2);
const wrong = [];
const browser = await puppeteer.launch({ browser: "firefox", executablePath: firefox, headless: true });
try {
  await browser.setCookie(...JSON.parse(process.env.COOKIES).map(({ name, value, domain, path, httpOnly }) => ({ name, value, domain, path, httpOnly })));
  const page = await browser.newPage();
  page.setDefaultTimeout(15000);
  page.on("pageerror", (error) => wrong.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => { if (message.text().startsWith("VIOLATION")) wrong.push(`${page.url()}: ${message.text()}`); });
  await page.evaluateOnNewDocument(() => {
    document.addEventListener("securitypolicyviolation", (e) => console.log(`VIOLATION ${e.effectiveDirective} ${e.blockedURI} ${e.sample}`));
  });

  for (const [name, path] of pages.map((one) => one.split(/=(.*)/s))) {
    const answer = await page.goto(site + path);
    if (answer.status() >= 500) wrong.push(`${path} was answered ${answer.status()}`);
    for (const width of [360, 1280]) {
      await page.setViewport({ width, height: 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) wrong.push(`${path} is ${wide} px wide where there are ${width}`);
    }
    await page.screenshot({ path: `${pictures}/${name}-firefox.png` });
  }

  const rows = (count) => page.waitForFunction((wanted) => document.querySelectorAll("#issues > .row").length === wanted, {}, count).catch(() => wrong.push(`there never were ${count} rows at ${page.url()}`));
  const send = (host) => fetch(reportUri, {
    method: "POST",
    headers: { "Content-Type": "application/csp-report" },
    body: JSON.stringify({ "csp-report": { "document-uri": "https://shop.example/", "effective-directive": "img-src", "blocked-uri": `https://${host}/a.png` } }),
  });

  // Triage by keyboard, and an issue that comes while the page is open.
  for (let i = 0; i < 4; i++) await send(`firefox${i}.example`);
  await page.goto(`${site}/projects/1?query=blocked%3Afirefox*.example`);
  await rows(4);
  await page.keyboard.press("j");
  await page.keyboard.press("e");
  await rows(3);
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("i");
  await rows(1);
  await send("firefox-live.example");
  await rows(2);
  await page.keyboard.press("?");
  await page.waitForSelector("#help[open]").catch(() => wrong.push("? shows no help"));
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await page.waitForFunction(() => document.activeElement?.id === "query").catch(() => wrong.push("/ does not lead to the search"));
} finally {
  await browser.close();
}

if (wrong.length > 0) {
  console.log(wrong.join("\n"));
  process.exitCode = 1;
}
