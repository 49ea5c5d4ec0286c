// Picket's names for uap-core's. A browser's mobile variants, channels and web views are the same family; a Linux is a Linux.

/** Browsers that uap-core does not tell from those whose words they use. */
export const own = [
  { regex: '(OPT)/(\\d+)\\.', family_replacement: 'Opera' },
  { regex: '(HuaweiBrowser)/(\\d+)\\.' },
  { regex: '(Vivaldi)/(\\d+)\\.' },
];

const families = {
  'Android': 'Android Browser',
  'Chromium': 'Chrome',
  'HeadlessChrome': 'Chrome',
  'HuaweiBrowser': 'Huawei Browser',
  'IE': 'Internet Explorer',
  'Mobile Safari': 'Safari',
  'Mobile Safari UI/WKWebView': 'Safari',
};

const platforms = {
  'ATV OS X': 'tvOS',
  'Chrome OS': 'ChromeOS',
  'Web0S': 'webOS',
  'Mac OS': 'macOS',
  'Mac OS X': 'macOS',
};

const linuxes = /linux|ubuntu|debian|fedora|gentoo|suse|red ?hat|mandriva|centos|arch|mageia|mint|slackware|puppy|lubuntu|kubuntu|pclinuxos|vectorlinux|backtrack|android-x86/i;

export function familyName(name) {
  if (families[name]) return families[name];
  const plain = name.replace(/ (Mobile( iOS| WebView)?|iOS|WebView|Tablet|Mini|Alpha|Beta|Mobi)$/, '').replace(/^(Firefox) \(.*\)$/, '$1').replace(/^IE Mobile$/, 'IE');
  return families[plain] ?? plain;
}

export function platformName(name) {
  if (platforms[name]) return platforms[name];
  if (/^windows (phone|mobile|ce)/i.test(name)) return 'Windows Phone';
  if (/^windows/i.test(name)) return 'Windows';
  return linuxes.test(name) ? 'Linux' : name;
}
