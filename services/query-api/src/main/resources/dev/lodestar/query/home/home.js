'use strict';

// All text from outside enters the page as text nodes: nothing an event can hold becomes markup.
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== undefined && child !== null && child !== false));
  return element;
};
const svg = (tag, attributes = {}, ...children) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const twoDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });
const percentFine = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const day = text => new Date(text).toLocaleDateString('en', { year: 'numeric', month: 'short', day: 'numeric' });
const moment = text => new Date(text).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
const id = text => encodeURIComponent(text);
const logistic = x => 1 / (1 + Math.exp(-x));
const timesOdds = weight => (weight >= 0 ? '×' : '÷') + twoDigits.format(Math.exp(Math.abs(weight)));

const ask = async path => {
  const response = await fetch(path, { headers: { Accept: 'application/json' } });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail || `${response.status} ${response.statusText}`);
  }
  return response.json();
};

const state = document.getElementById('state');
const main = document.getElementById('profile');
const tabs = document.getElementById('profiles');
const tell = (words, mood) => { state.textContent = words; state.className = `state ${mood}`; };

let chosen = decodeURIComponent(location.hash.slice(1));
let changes;       // the event stream of the chosen profile
let drawn = '';    // what the page was last drawn from, so that it is left alone while nothing changes
let figures = {};  // the live numbers on the page

// ---- pieces

const axisOf = weights => Math.max(0.5, ...weights.map(w => Math.abs(w.weight) + 2 * w.standardError));

const bar = (weight, error, axis) => {
  const place = x => 50 + 50 * Math.max(-1, Math.min(1, x / axis));
  const piece = (name, from, to) => {
    const element = make('div', { class: name });
    element.style.left = `${Math.min(from, to)}%`;
    element.style.width = `${Math.abs(to - from)}%`;
    return element;
  };
  return make('div', { class: 'track', title: `weight ${short.format(weight)} ± ${short.format(error)} in log-odds` },
    make('div', { class: 'zero' }),
    piece(weight < 0 ? 'bar against' : 'bar', 50, place(weight)),
    piece('whisker', place(weight - error), place(weight + error)));
};

const criterion = (c, attributes, axis) => {
  const attribute = attributes.find(a => a.attribute === c.attribute);
  const levels = attribute ? attribute.levels : [];
  const inner = axisOf(levels.filter(l => l.observations > 0));
  return make('details', { class: 'criterion' },
    make('summary', { class: 'bar-row', title: 'Show all levels' },
      make('span', { class: 'words' }, c.words),
      bar(c.weight, c.standardError, axis),
      make('span', { class: 'odds', title: 'how the odds of a good outcome compare with the average deal' },
        timesOdds(c.weight))),
    make('div', { class: 'levels' },
      make('div', { class: 'note' }, `All levels of ${c.attribute}, with closed deals seen at each`),
      levels.map(l => make('div', { class: 'bar-row' },
        make('span', { class: 'words' }, `${l.level} `, make('span', { class: 'quiet' }, whole.format(l.observations))),
        bar(l.weight, l.standardError, inner),
        make('span', { class: 'odds' }, timesOdds(l.weight))))));
};

const criteriaCard = learned => {
  const all = [...learned.criteria, ...learned.disqualifiers];
  const axis = axisOf(all);
  const rows = list => list.map(c => criterion(c, learned.attributes, axis));
  return make('section', { class: 'card' },
    make('h2', {}, 'What sets good customers apart'),
    all.length > 0 && make('div', { class: 'axis' }, make('span'),
      make('span', { class: 'ends' }, make('span', {}, '← speaks against'), make('span', {}, 'speaks for →')),
      make('span', { class: 'odds' }, 'odds')),
    learned.criteria.length > 0
      ? rows(learned.criteria)
      : make('p', { class: 'none' }, 'Nothing yet. No attribute tells won deals from lost ones more clearly than chance'
        + ' would: an honest profile names no criterion until one does.'),
    learned.disqualifiers.length > 0 && [make('h3', { class: 'sub' }, 'Rules an account out'), rows(learned.disqualifiers)]);
};

const figure = (name, value, label) => {
  const number = make('b', {}, value);
  const before = figures[name];
  if (before !== undefined && before !== value) number.className = 'moved';
  figures[name] = value;
  return make('div', { class: 'figure' }, number, make('span', {}, label));
};

const evidence = profile => {
  const totals = profile.live ? profile.live.totals : profile.version && profile.version.learned.totals;
  if (!totals) return make('p', { class: 'held' }, 'No evidence has come in yet.');
  return make('div', { class: 'figures' },
    figure('observations', whole.format(totals.observations), 'closed deals'),
    figure('won', whole.format(totals.won), 'won'),
    figure('lost', whole.format(totals.lost), 'lost'),
    figure('churned', whole.format(totals.churned), 'won, then churned'),
    figure('rate', totals.observations ? percentFine.format(totals.good / totals.observations) : '–', 'turned out well'));
};

const held = profile => {
  const live = profile.live;
  if (!live) return undefined;
  if (live.heldUntil) return make('p', { class: 'held' }, `Held until ${moment(live.heldUntil)}, at somebody's request.`);
  const would = (live.wouldChange ?? []).length ? ` It would change: ${live.wouldChange.join('; ')}.` : '';
  if (live.pinnedTo) return make('p', { class: 'held' }, `Pinned to version ${live.pinnedTo}.${would}`);
  if (live.heldBack === 0) return undefined;
  return make('p', { class: 'held' }, `${whole.format(live.heldBack)} `
    + `${live.heldBack === 1 ? 'refit' : 'refits'} since, held back: ${live.heldBecause.join('; ')}.${would}`);
};

const hero = profile => {
  const version = profile.version;
  return make('section', { class: 'card hero' },
    make('div', { class: 'line' },
      make('h1', {}, profile.profileId),
      version
        ? make('span', { class: 'badge', title: version.fingerprint }, `version ${version.number}`)
        : make('span', { class: 'badge' }, 'no version yet'),
      version && make('span', { class: 'quiet' }, `published ${moment(version.publishedAt)}`),
      version && make('span', { class: 'quiet' }, `knows events up to ${day(version.asOf)}`)),
    make('p', { class: 'narrative' }, version ? version.learned.narrative
      : 'No version yet: what has come in so far does not suffice for one.'),
    evidence(profile),
    held(profile));
};

const qualityCard = learned => {
  const quality = learned.quality;
  const best = Math.max(...quality.tiers.map(t => t.goodRate), 0.01);
  return make('section', { class: 'card' },
    make('h2', {}, 'How far to trust it'),
    quality.graded === 0
      ? make('p', { class: 'say' }, 'Not graded yet: that takes deals that closed after the first evidence.')
      : [make('p', { class: 'say' }, `${whole.format(quality.graded)} deals were predicted as of their opening, `
            + 'from earlier evidence only. This is how they turned out:'),
         make('div', { class: 'tiers' }, quality.tiers.map(t => {
           const fill = make('i');
           fill.style.width = `${100 * t.goodRate / best}%`;
           return make('div', { class: 'tier' }, make('b', {}, t.tier), make('div', { class: 'meter' }, fill),
             make('span', {}, `${percent.format(t.goodRate)} good · ${percent.format(t.share)} of deals`));
         })),
         make('dl', { class: 'facts' },
           make('dt', { title: 'chance that a good deal is ranked above a bad one; 50% is guessing' }, 'Ranks a good deal higher'),
           make('dd', {}, percent.format(quality.auc)),
           make('dt', { title: 'mean, in nats: lower is better' }, 'Log-loss'), make('dd', {}, quality.logLoss.toFixed(4)),
           make('dt', {}, '… of the base rate alone'), make('dd', {}, quality.baseRateLogLoss.toFixed(4)))]);
};

const trendCard = learned => {
  const periods = learned.baseline.periods;
  if (periods.length < 3) return undefined;
  const of = (p, k) => logistic(p.logOdds + k * p.standardError);
  const top = Math.max(...periods.map(p => of(p, 1)));
  const low = Math.min(...periods.map(p => of(p, -1)));
  const x = i => 300 * i / (periods.length - 1);
  const y = v => 92 - 84 * (v - low) / Math.max(top - low, 1e-9);
  const points = (list, k) => list.map(([p, i]) => `${x(i).toFixed(1)},${y(of(p, k)).toFixed(1)}`).join(' ');
  const numbered = periods.map((p, i) => [p, i]);
  const last = periods[periods.length - 1];
  return make('section', { class: 'card trend' },
    make('h2', {}, 'The average deal ', make('span', { class: 'quiet' },
      `${percent.format(of(last, 0))} now, between ${percent.format(low)} and ${percent.format(top)}`)),
    svg('svg', { viewBox: '0 0 300 96', preserveAspectRatio: 'none', role: 'img' },
      svg('polygon', { class: 'band', points: `${points(numbered, 1)} ${points([...numbered].reverse(), -1)}` }),
      svg('polyline', { class: 'mean', points: points(numbered, 0) })),
    make('div', { class: 'ends' }, make('span', {}, day(periods[0].start)), make('span', {}, day(last.start))),
    make('p', { class: 'say' }, 'Season, prices and the economy move everybody: kept apart from what sets customers apart.'));
};

const lineOf = (line, points, x) => {
  const of = new Map(points.map((p, i) => [p.version, x(i)]));
  const all = line.levels.flatMap(l => l.weights);
  const top = Math.max(0.2, ...all.map(w => w.weight + w.standardError));
  const low = Math.min(-0.2, ...all.map(w => w.weight - w.standardError));
  const y = v => 6 + 84 * (top - v) / (top - low);
  const at = (list, k) => list.map(w => `${of.get(w.version).toFixed(1)},${y(w.weight + k * w.standardError).toFixed(1)}`).join(' ');
  const last = points[points.length - 1].version;
  return make('figure', { class: 'line' },
    make('figcaption', {}, line.attribute),
    svg('svg', { viewBox: '0 0 300 96', preserveAspectRatio: 'none', role: 'img', 'aria-label': `weights of ${line.attribute} over the versions` },
      svg('line', { class: 'zero', x1: 0, x2: 300, y1: y(0).toFixed(1), y2: y(0).toFixed(1) }),
      ...line.levels.map((l, i) => svg('polygon', { class: `band level-${i}`, points: `${at(l.weights, 1)} ${at([...l.weights].reverse(), -1)}` })),
      ...line.levels.map((l, i) => svg('polyline', { class: `mean level-${i}`, points: at(l.weights, 0) }))),
    make('div', { class: 'key' }, line.levels.map((l, i) => {
      const now = l.weights.find(w => w.version === last);
      return make('span', { class: `level-${i}`, title: now && `weight ${short.format(now.weight)} ± ${short.format(now.standardError)} in log-odds` },
        make('i'), l.level, make('b', {}, now ? timesOdds(now.weight) : 'gone'));
    }), line.levelsLeftOut > 0 && make('span', { class: 'quiet' }, `and ${line.levelsLeftOut} more`)));
};

const timelineCard = timeline => {
  const points = timeline.points;
  if (points.length < 2 || timeline.attributes.length === 0) return undefined;
  const times = points.map(p => Date.parse(p.asOf));
  const grows = times.every((t, i) => i === 0 || t > times[i - 1]);
  const place = i => grows ? (times[i] - times[0]) / (times[times.length - 1] - times[0]) : i / (points.length - 1);
  const left = timeline.versionsLeftOut;
  return make('section', { class: 'card lines' },
    make('h2', {}, 'How it came to be ', make('span', { class: 'quiet' },
      `weights over ${whole.format(points.length)} versions${left > 0 ? `, ${whole.format(left)} between them left out` : ''}, ± one standard error`)),
    make('div', { class: 'grid' }, timeline.attributes.map(a => lineOf(a, points, i => 300 * place(i)))),
    make('div', { class: 'ends' }, make('span', {}, `version ${points[0].version}, ${day(points[0].asOf)}`),
      make('span', {}, `version ${points[points.length - 1].version}, ${day(points[points.length - 1].asOf)}`)));
};

const changesCard = versions => make('section', { class: 'card' },
  make('h2', {}, 'What changed'),
  versions.length === 0
    ? make('p', { class: 'say' }, 'Nothing yet.')
    : versions.map(v => make('div', { class: 'change' },
      make('div', { class: 'when' }, make('b', {}, `version ${v.number}`), make('span', {}, moment(v.publishedAt))),
      make('div', {}, v.headline),
      make('div', { class: 'why' }, v.why.join('; ')))));

const targetsCard = (profile, page) => {
  const total = Object.values(page.counts).reduce((a, b) => a + b, 0);
  const path = `/profiles/${id(profile.profileId)}/accounts`;
  const shown = profile.version ? profile.version.learned.criteria.map(c => c.attribute) : [];
  const columns = [...new Set(shown)].slice(0, 3);
  const value = v => v === undefined ? '' : Array.isArray(v) ? v.join(', ') : String(v);
  return make('section', { class: 'card' },
    make('h2', {}, page.areProspects ? 'Prospects who fit best ' : 'Accounts that fit best ', make('span', { class: 'quiet' },
      `of all accounts, ${['A', 'B', 'C', 'D'].map(t => `${t} ${whole.format(page.counts[t] || 0)}`).join(' · ')}`)),
    total === 0
      ? make('p', { class: 'say' }, 'No account has been scored yet.')
      : [make('table', {},
          make('thead', {}, make('tr', {}, ['Account', ...columns, 'Status'].map(c => make('th', {}, c)),
            make('th', { class: 'n' }, 'Fit'), make('th', { class: 'n' }, 'Tier'))),
          make('tbody', {}, page.items.map(a => make('tr', {},
            make('td', {}, make('button', { type: 'button', title: 'Why?', onclick: () => explain(profile.profileId, a.accountId) },
              value(a.attributes.company_name ?? a.attributes.name) || a.accountId)),
            columns.map(c => make('td', {}, value(a.attributes[c]))),
            make('td', { class: 'quiet whole' }, (a.status || '').toLowerCase().replace('_', ' ')),
            make('td', { class: 'n' }, percent.format(a.probability)),
            make('td', { class: 'n' }, a.tier))))),
         make('div', { class: 'more' },
           make('a', { href: `${path}?tier=A&status=PROSPECT&format=csv` }, 'Prospects of tier A as CSV'),
           make('a', { href: `${path}?tier=A&format=csv` }, 'Tier A as CSV'),
           make('a', { href: `${path}?format=csv` }, `All ${whole.format(total)} as CSV`))]);
};

const gridCard = (profile, grid) => {
  const path = `/profiles/${id(profile.profileId)}/accounts?format=csv`;
  const most = Math.max(1, ...grid.cells.map(c => c.accounts));
  const cell = c => {
    const link = make('a', { href: `${path}&tier=${c.tier}&engagement=${c.engagement}`, title: `${c.cell} as CSV` }, whole.format(c.accounts));
    link.style.setProperty('--share', `${Math.round(100 * Math.sqrt(c.accounts / most))}%`);
    return make('td', { class: 'n' }, link);
  };
  return make('section', { class: 'card' },
    make('h2', {}, 'Fit and engagement ', make('span', { class: 'quiet' }, 'accounts; each cell is a CSV')),
    make('table', { class: 'matrix' },
      make('thead', {}, make('tr', {}, make('th', {}, 'Fit'), grid.grades.map(g => make('th', { class: 'n', title: g.when }, g.grade === 1 ? 'Engagement 1' : String(g.grade))))),
      make('tbody', {}, ['A', 'B', 'C', 'D'].map(t => make('tr', {}, make('th', {}, t), grid.cells.filter(c => c.tier === t).map(cell))))),
    make('p', { class: 'say' }, grid.rule),
    make('p', { class: 'say quiet' }, grid.grades.map(g => `${g.grade}: ${g.when}`).join('; ')));
};

const winBackCard = (profile, page) => {
  const path = `/retargeting?profile=${id(profile.profileId)}&state=CANDIDATE`;
  return make('section', { class: 'card' },
    make('h2', {}, 'Lapsed, and worth another conversation'),
    page.items.length === 0
      ? make('p', { class: 'say' }, 'Nobody now. Who churned or said no, and comes to fit, is told here and to subscribers.')
      : [page.items.map(r => make('div', { class: 'change' },
          make('div', { class: 'when' },
            make('button', { type: 'button', title: 'Why?', onclick: () => explain(profile.profileId, r.accountId) }, r.accountId),
            make('span', {}, `${r.tierAtLapse} → ${r.tier}, ${r.cause === 'ACCOUNT' ? 'it changed' : 'the profile changed'}`)),
          make('div', { class: 'why' }, r.reasons.slice(0, 2).join('; ')))),
         make('div', { class: 'more' }, make('a', { href: `${path}&format=csv` }, 'All as CSV'))]);
};

const askCard = profile => {
  const input = make('input', { id: 'account', placeholder: 'account id', 'aria-label': 'account id', autocomplete: 'off' });
  return make('section', { class: 'card' },
    make('h2', {}, 'How well does an account fit?'),
    make('form', { class: 'ask', onsubmit: e => { e.preventDefault(); explain(profile.profileId, input.value.trim()); } },
      input, make('button', { type: 'submit' }, 'Ask')),
    make('div', { id: 'answer', class: 'answer' },
      make('p', { class: 'say' }, 'Every answer gives its reasons, and they add up.')));
};

const explain = async (profileId, accountId) => {
  const box = document.getElementById('answer');
  if (!box || !accountId) return;
  document.getElementById('account').value = accountId;
  try {
    const fit = await ask(`/accounts/${id(accountId)}/fit?profile=${id(profileId)}`);
    const axis = axisOf(fit.reasons);
    box.replaceChildren(
      make('div', { class: 'head' }, make('b', {}, percent.format(fit.probability)),
        make('span', {}, `tier ${fit.tier}, better than ${fit.score}% of past deals`)),
      ...fit.reasons.map(r => make('div', { class: 'reason' },
        make('span', {}, `${r.attribute} `, make('span', { class: 'quiet' }, r.levels.join(', ') + (r.seen ? '' : ' (new to us)'))),
        bar(r.weight, r.standardError, axis),
        make('span', { class: 'odds' }, timesOdds(r.weight)))),
      fit.unknown.length > 0 ? make('p', { class: 'say' }, `Not known of it, and what its score could become: ${fit.unknown.map(u => `${u.attribute} (${u.lowest.score} to ${u.highest.score})`).join(', ')}.`) : '',
      make('p', { class: 'quiet' }, `version ${fit.version}, account as of ${day(fit.accountAsOf)}`));
    box.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  } catch (e) {
    box.replaceChildren(make('p', { class: 'say' }, e.message));
  }
};

// ---- the page

const bestTargets = async () => {
  const prospects = await ask(`/profiles/${id(chosen)}/accounts?status=PROSPECT&limit=8`);
  return prospects.items.length > 0
    ? { ...prospects, areProspects: true }
    : ask(`/profiles/${id(chosen)}/accounts?limit=8`);
};

const draw = async force => {
  const profile = await ask(`/profiles/${id(chosen)}`);
  const key = JSON.stringify(profile);
  if (!force && key === drawn) return;
  const isNewVersion = force || !drawn || (JSON.parse(drawn).version || {}).number !== (profile.version || {}).number;
  drawn = key;
  document.title = `${profile.profileId} · Lodestar`;
  if (!isNewVersion) {
    main.querySelector('.hero').replaceWith(hero(profile));
    return;
  }
  const [versions, targets, timeline, grid, winBack] = await Promise.all(
    [ask(`/profiles/${id(chosen)}/versions?limit=6`), bestTargets(), ask(`/profiles/${id(chosen)}/timeline?limit=100`),
      ask(`/profiles/${id(chosen)}/grid`), ask(`/retargeting?profile=${id(chosen)}&state=CANDIDATE&limit=4`)]);
  const learned = profile.version && profile.version.learned;
  const keep = document.getElementById('answer');
  main.replaceChildren(hero(profile),
    make('div', { class: 'column' }, ...[learned && criteriaCard(learned), timelineCard(timeline), targetsCard(profile, targets), learned && gridCard(profile, grid), learned && trendCard(learned)].filter(Boolean)),
    make('div', { class: 'column' },
      ...[askCard(profile), learned && qualityCard(learned), learned && winBackCard(profile, winBack), changesCard(versions.items)].filter(Boolean)));
  if (keep && keep.dataset.of === chosen) document.getElementById('answer').replaceWith(keep);
  document.getElementById('answer').dataset.of = chosen;
};

const follow = () => {
  if (changes) changes.close();
  changes = new EventSource(`/profiles/${id(chosen)}/changes`);
  changes.addEventListener('change', () => draw(true).catch(() => {}));
};

const choose = profileId => {
  chosen = profileId;
  location.hash = id(profileId);
  drawn = '';
  figures = {};
  follow();
  return draw(true);
};

const drawTabs = profiles => {
  tabs.hidden = profiles.length < 2;
  tabs.replaceChildren(...profiles.map(p => make('button',
    { type: 'button', 'aria-current': p.profileId === chosen && 'page', onclick: () => choose(p.profileId).then(() => drawTabs(profiles)) },
    p.profileId)));
};

const turn = async () => {
  try {
    const { items } = await ask('/profiles');
    if (items.length === 0) {
      main.replaceChildren(make('p', { class: 'quiet pad' },
        'No profile yet. One appears by itself with the first deal that is won or lost.'));
    } else if (!items.some(p => p.profileId === chosen)) {
      await choose(items[0].profileId);
    } else {
      if (!changes) follow();
      await draw(false);
    }
    drawTabs(items);
    tell('live', 'live');
  } catch (e) {
    tell(e instanceof TypeError ? 'not reachable, trying again' : e.message, 'away');
  }
  setTimeout(turn, document.hidden ? 10000 : 1500);
};

window.addEventListener('hashchange', () => {
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (wanted !== chosen) choose(wanted).catch(() => {});
});
turn();
