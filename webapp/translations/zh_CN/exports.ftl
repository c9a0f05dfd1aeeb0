# 导出
export-label = 导出
export-as-csv = 导出 CSV
export-as-xlsx = 导出 Excel
export-cut = 已达上限，只导出前 { $limit } 行；请缩小筛选范围后分次导出。
