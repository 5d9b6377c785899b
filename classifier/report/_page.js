"use strict";
// 数据在 #data 里；文字一律用 textContent 写入，不拼 HTML。
const data = JSON.parse(document.getElementById("data").textContent);
const { strings, categories, outcomes, statuses } = data;
const HEIGHT = 30, PRINTED = 2000, FOLDERS = 12, EXCEPTED = "excepted";
const $ = (id) => document.getElementById(id);

function make(tag, text = "", name = "") {
  const node = document.createElement(tag);
  if (text !== "") node.textContent = text;
  if (name) node.className = name;
  return node;
}

const files = data.rows.map((row) => {
  const [folder, base, size, changed, type, outcome, detail, remedy, tags, marks, persons, minors, group, sha256, terms, graded] = row;
  const path = strings[folder] ? `${strings[folder]}/${base}` : base;
  const standing = new Set(tags.filter((tag) => statuses[tag[2]].id !== EXCEPTED).map((tag) => tag[0]));
  const said = tags.flatMap((tag) => [strings[tag[1]], ...tag[7].map((reason) => strings[reason]), ...tag[8].map((item) => `${strings[item[0]]} ${item[1]}`)]);
  const search = [path, sha256, strings[detail], ...marks, ...said].join("\n").toLowerCase();
  return { path, top: path.includes("/") ? path.slice(0, path.indexOf("/")) : "", size, changed, type: strings[type], outcome: outcomes[outcome], detail: strings[detail], remedy: strings[remedy], tags, marks, persons, minors, group, sha256, terms, graded, standing, search };
});
const groups = new Map();
for (const file of files) {
  if (!file.group) continue;
  if (!groups.has(file.group)) groups.set(file.group, []);
  groups.get(file.group).push(file);
}

// ---- 筛选 ----

const KINDS = {
  clean: (file) => file.outcome.complete && file.outcome.id !== "excluded" && !file.tags.length,
  unread: (file) => !file.outcome.complete,
  [EXCEPTED]: (file) => file.tags.some((tag) => statuses[tag[2]].id === EXCEPTED),
};
const ALSO = {
  sensitive: (file) => file.tags.some((tag) => tag[6].length && statuses[tag[2]].id !== EXCEPTED),
  minors: (file) => file.minors > 0,
  marks: (file) => file.marks.length > 0,
  same: (file) => file.group > 0,
  inside: (file) => file.path.includes("!/"),
};
const FIELDS = ["q", "category", "status", "outcome", "top", "also"];
let shown = files, chosen = -1;

function wanted() {
  const [q, category, status, outcome, top, also] = FIELDS.map((field) => $(field).value);
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const index = categories.findIndex((item) => item.id === category);
  return (file) => words.every((word) => file.search.includes(word))
    && (!category || (index >= 0 ? file.standing.has(index) : KINDS[category](file)))
    && (!status || file.tags.some((tag) => statuses[tag[2]].id === status))
    && (!outcome || file.outcome.id === outcome)
    && (!top || file.top === top.slice(1))
    && (!also || ALSO[also](file));
}

function filter() {
  shown = files.filter(wanted());
  chosen = -1;
  $("found").textContent = `${shown.length.toLocaleString()} / ${files.length.toLocaleString()} 个文件`;
  $("space").style.height = `${shown.length * HEIGHT}px`;
  $("list").scrollTop = 0;
  $("one").replaceChildren(make("p", shown.length ? "选一个文件，看为什么这样分类。" : "没有符合条件的文件。", "small"));
  draw();
}

function pick(values) {
  for (const field of FIELDS) $(field).value = values[field] ?? "";
  filter();
  $("list").scrollIntoView({ block: "nearest" });
}

// ---- 清单：只画看得见的行 ----

function chip(index, file) {
  const tag = make("span", categories[index].title, `tag ${categories[index].id}`);
  if (!file.standing.has(index)) tag.classList.add(EXCEPTED);
  return tag;
}

function line(file, number) {
  const row = make("div", "", "row");
  const name = make("span", "", "name");
  name.append(make("bdi", file.path));
  row.append(name, ...[...new Set(file.tags.map((tag) => tag[0]))].map((index) => chip(index, file)));
  if (!file.outcome.complete) row.append(make("span", file.outcome.title, "tag unread"));
  Object.assign(row, { id: `row${number}`, title: file.path });
  row.style.top = `${number * HEIGHT}px`;
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", number === chosen);
  row.setAttribute("aria-setsize", shown.length);
  row.setAttribute("aria-posinset", number + 1);
  row.addEventListener("click", () => choose(number));
  return row;
}

function draw() {
  const list = $("list"), first = Math.max(0, Math.floor(list.scrollTop / HEIGHT) - 5);
  const last = Math.min(shown.length, first + Math.ceil(list.clientHeight / HEIGHT) + 10);
  $("space").replaceChildren(...shown.slice(first, last).map((file, offset) => line(file, first + offset)));
}

function choose(number) {
  if (number < 0 || number >= shown.length) return;
  chosen = number;
  const list = $("list"), top = number * HEIGHT;
  if (top < list.scrollTop) list.scrollTop = top;
  if (top + HEIGHT > list.scrollTop + list.clientHeight) list.scrollTop = top + HEIGHT - list.clientHeight;
  draw();
  list.setAttribute("aria-activedescendant", `row${number}`);
  tell(shown[number]);
}

// ---- 一个文件 ----

function tagged(tag) {
  const [category, subtype, status, confidence, grade, clause, sensitive, reasons, evidence] = tag;
  const block = make("section");
  const head = make("p");
  head.append(make("span", `${categories[category].title}·${strings[subtype]}`, `tag ${categories[category].id}`));
  head.append(`${statuses[status].title}，把握 ${confidence}%，等级 ${grade}，协议第${clause}条${sensitive.length ? `，敏感（${sensitive.join("、")}）` : ""}`);
  const list = make("ul");
  list.append(...reasons.map((reason) => make("li", strings[reason])));
  list.append(...evidence.map(([where, value, why]) => make("li", `${strings[where]}：${value}（${why.map((each) => strings[each]).join("，")}）`, "small")));
  block.append(head, list);
  return block;
}

function absent(file) {
  const others = categories.filter((item, index) => !file.tags.some((tag) => tag[0] === index)).map((item) => item.title);
  if (!file.outcome.complete) return `只读到一部分或没有读到（${file.outcome.title}）：${others.join("、")}都不能排除。办法：${file.remedy}。`;
  if (file.outcome.id === "excluded") return "按使用者的要求没有读取，没有判断。";
  return `${others.join("、")}：已读全，没有发现足以成立的依据。`;
}

function tell(file) {
  const one = $("one");
  const persons = file.persons === "" ? "" : `　涉及 ${file.persons} 人${file.minors ? `，其中不满14周岁 ${file.minors} 人` : ""}`;
  one.replaceChildren(
    make("h3", file.path),
    make("p", `${file.outcome.title}　${file.type || "类型未知"}　${file.size.toLocaleString()} 字节　修改 ${file.changed}（UTC）${persons}`, "small"),
  );
  if (file.detail) one.append(make("p", file.detail));
  one.append(...file.marks.map((mark) => make("p", mark, "notice")), ...file.tags.map(tagged));
  if (file.graded.length) one.append(make("p", `文件等级　${strings[file.graded[0]]}`));
  if (file.terms.length) one.append(make("p", `保密期限　${file.terms.map((term) => strings[term]).join("；")}`));
  one.append(make("p", absent(file), file.outcome.complete ? "small" : "notice"));
  const same = (groups.get(file.group) ?? []).filter((other) => other !== file);
  if (same.length) {
    const list = make("ul");
    list.append(...same.slice(0, 50).map((other) => make("li", other.path)));
    one.append(make("p", `内容完全相同的另有 ${same.length} 个，须一并交回（第6条）：`), list);
  }
  const digest = make("p", "SHA-256 ", "small");
  digest.append(make("code", file.sha256 || "—"));
  one.append(digest);
  one.scrollTop = 0;
}

// ---- 类别 × 目录 ----

function svg(tag, attributes, text = "") {
  const node = document.createElementNS($("folders").namespaceURI, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text) node.textContent = text;
  return node;
}

function folders() {
  const found = new Map();
  for (const file of files) {
    const counts = found.get(file.top) ?? { files: 0, by: categories.map(() => 0) };
    counts.files += 1;
    for (const index of file.standing) counts.by[index] += 1;
    found.set(file.top, counts);
  }
  const ranked = [...found].sort((a, b) => sum(b[1].by) - sum(a[1].by) || (a[0] < b[0] ? -1 : 1));
  const most = Math.max(1, ...ranked.map(([, counts]) => sum(counts.by)));
  const chart = $("folders"), drawn = ranked.slice(0, FOLDERS);
  chart.setAttribute("viewBox", `0 0 1200 ${drawn.length * 26 + 4}`);
  drawn.forEach(([top, counts], number) => bar(chart, top, counts, number, 760 / most));
  if (ranked.length > FOLDERS) $("more").textContent = `另有 ${ranked.length - FOLDERS} 个文件夹，见下面的清单。`;
  $("top").append(...ranked.map(([top]) => new Option(top || "（最上层）", `/${top}`)));
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

function bar(chart, top, counts, number, scale) {
  const y = number * 26 + 2;
  const name = top || "（最上层）";
  chart.append(svg("text", { x: 250, y: y + 16, "text-anchor": "end" }, name.length > 18 ? `${name.slice(0, 17)}…` : name));
  let x = 260;
  counts.by.forEach((value, index) => {
    if (!value) return;
    const part = svg("rect", { x, y, width: Math.max(2, value * scale), height: 20, class: categories[index].id });
    part.append(svg("title", {}, `${name}　${categories[index].title} ${value} 个文件`));
    part.addEventListener("click", () => pick({ category: categories[index].id, top: `/${top}` }));
    chart.append(part);
    x += Math.max(2, value * scale);
  });
  chart.append(svg("text", { x: x + 8, y: y + 16 }, `${sum(counts.by)}（文件 ${counts.files}）`));
}

// ---- 打印：把筛选出来的行写成普通表格 ----

function print() {
  const body = make("tbody");
  shown.slice(0, PRINTED).forEach((file) => {
    const row = make("tr");
    const titles = [...file.standing].map((index) => categories[index].title).join("、");
    row.append(make("td", file.path), make("td", titles), make("td", file.outcome.title), make("td", file.terms.map((term) => strings[term]).join("；")), make("td", file.sha256.slice(0, 16)));
    body.append(row);
  });
  if (shown.length > PRINTED) {
    const rest = make("td", `只印前 ${PRINTED} 个，其余 ${shown.length - PRINTED} 个见 Excel 清单。`);
    rest.colSpan = 5;
    body.append(make("tr"));
    body.lastChild.append(rest);
  }
  $("printed").tBodies[0].replaceWith(body);
}

// ---- 开始 ----

for (const field of FIELDS) $(field).addEventListener("input", filter);
$("clear").addEventListener("click", () => pick({}));
for (const card of document.querySelectorAll("button[data-pick]")) card.addEventListener("click", () => pick({ category: card.dataset.pick }));
$("list").addEventListener("scroll", draw);
addEventListener("resize", draw);
addEventListener("beforeprint", print);
$("list").addEventListener("keydown", (event) => {
  const page = Math.floor($("list").clientHeight / HEIGHT);
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -shown.length, End: shown.length }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  choose(Math.min(shown.length - 1, Math.max(0, chosen + step)));
});
addEventListener("keydown", (event) => {
  if (event.key !== "/" || ["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName)) return;
  event.preventDefault();
  $("q").focus();
});
folders();
// 地址里 # 之后可以写筛选条件（#category=unread&q=名册）；页面自己不往地址里写：浏览记录不该留下所查的内容。
const asked = new URLSearchParams(location.hash.slice(1));
pick(Object.fromEntries(asked));
if (asked.has("file")) choose(shown.findIndex((file) => file.path === asked.get("file")));
scrollTo(0, 0);
