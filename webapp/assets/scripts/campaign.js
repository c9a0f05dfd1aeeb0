// The chart of what remains by day, drawn from the table under it: whoever does not see the chart reads the same numbers there.
import "../styles/campaign.css";
import { LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

const colour = (name) => {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
};

for (const place of document.querySelectorAll("[data-burn-down]")) {
  const rows = [...document.getElementById(place.dataset.burnDown).tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent));
  const chart = init(place, null, { renderer: "svg" });
  const draw = () => {
    const ink = colour("--ink-2");
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: "inherit", color: ink },
      grid: { left: 36, right: 16, top: 36, bottom: 28 },
      legend: { top: 0, itemGap: 24, itemWidth: 18, textStyle: { color: ink } },
      tooltip: { trigger: "axis" },
      xAxis: { type: "category", data: rows.map((row) => row[0].slice(5)), boundaryGap: false, axisLabel: { color: ink } },
      yAxis: { type: "value", minInterval: 1, axisLabel: { color: ink }, splitLine: { lineStyle: { color: colour("--line") } } },
      series: [
        { name: place.dataset.remaining, type: "line", step: "end", symbol: "none", data: rows.map((row) => Number(row[1])), lineStyle: { color: colour("--accent"), width: 2.5 }, itemStyle: { color: colour("--accent") }, areaStyle: { color: colour("--accent-soft"), opacity: 0.6 } },
        { name: place.dataset.ideal, type: "line", symbol: "none", data: rows.map((row) => Number(row[2])), lineStyle: { color: ink, type: "dashed", width: 1.5 }, itemStyle: { color: ink } },
      ],
    });
  };
  draw();
  addEventListener("resize", () => chart.resize());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}
