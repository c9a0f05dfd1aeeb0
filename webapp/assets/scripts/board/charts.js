// Trend and Pareto charts by ECharts, of which only the used parts are bundled.
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { colour, DASHES, MARKS, SERIES } from "./colours.js";
import { read } from "./tables.js";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const percent = (value) => `${Math.round(value * 1000) / 10}%`;

const frame = () => ({
  animation: false,
  textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("ink-2") },
  grid: { left: 8, right: 8, top: 36, bottom: 8, containLabel: true },
  legend: { top: 0, textStyle: { color: colour("ink-2") } },
  // the words of a tooltip are drawn, not written into the page, which forbids inline styles
  tooltip: { trigger: "axis", renderMode: "richText", confine: true, backgroundColor: colour("raised"), borderColor: colour("line"), textStyle: { color: colour("ink") } },
});

const category = (names, rotate = 0) => ({
  type: "category", data: names, axisLabel: { color: colour("ink-2"), hideOverlap: rotate === 0, rotate, interval: rotate ? 0 : "auto", width: 96, overflow: "truncate" },
  axisLine: { lineStyle: { color: colour("line-strong") } }, axisTick: { show: false },
});

const amounts = (right = false, share = false) => ({
  type: "value", min: 0, max: share ? 1 : null, position: right ? "right" : "left",
  axisLabel: { color: colour("ink-2"), formatter: share ? percent : undefined }, minInterval: share ? 0 : 1,
  splitLine: { show: !right, lineStyle: { color: colour("line") } },
});

// Counts as bars, shares as lines on the right side.
const trend = ({ headings, rows }) => ({
  ...frame(),
  xAxis: category(rows.map((row) => row.name)),
  yAxis: [amounts(), amounts(true, true)],
  series: headings.map((name, i) => {
    const share = i > 1;
    return {
      name, type: share ? "line" : "bar", yAxisIndex: share ? 1 : 0, data: rows.map((row) => row.values[i]), color: colour(SERIES[i]),
      lineStyle: { type: DASHES[i], width: 2 }, symbol: MARKS[i], symbolSize: 7, connectNulls: true, barMaxWidth: 18,
      tooltip: { valueFormatter: (value) => (value === null ? "–" : share ? percent(value) : String(value)) },
    };
  }),
});

// The largest first, and how much of the whole they make together.
const pareto = ({ headings, rows }) => {
  const counts = rows.map((row) => row.values[0] ?? 0);
  const whole = counts.reduce((sum, n) => sum + n, 0) || 1;
  let sum = 0;
  const together = counts.map((n) => (sum += n) / whole);
  return {
    ...frame(),
    legend: { show: false },
    grid: { left: 8, right: 8, top: 16, bottom: 8, containLabel: true },
    xAxis: category(rows.map((row) => row.name), rows.length > 5 ? 32 : 0),
    yAxis: [amounts(), amounts(true, true)],
    series: [
      { name: headings[0], type: "bar", data: counts, color: colour(SERIES[0]), barMaxWidth: 32 },
      { name: "Σ", type: "line", yAxisIndex: 1, data: together, color: colour(SERIES[1]), symbol: "rect", symbolSize: 6, lineStyle: { type: "dashed" }, tooltip: { valueFormatter: percent } },
    ],
  };
};

const KINDS = { trend, pareto };

export const draw = (place) => {
  const table = document.getElementById(place.dataset.from);
  if (!table || !table.tBodies[0].rows.length) return;
  const chart = init(place);
  const paint = () => chart.setOption(KINDS[place.dataset.chart](read(table)), true);
  paint();
  new ResizeObserver(() => chart.resize()).observe(place);
  for (const query of ["(prefers-color-scheme: dark)", "print"]) matchMedia(query).addEventListener("change", paint);
  window.addEventListener("beforeprint", () => chart.resize({ width: Math.min(place.clientWidth, 640) }));
  window.addEventListener("afterprint", () => chart.resize({ width: "auto" }));
};
