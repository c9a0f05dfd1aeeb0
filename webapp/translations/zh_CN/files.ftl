## 附件

wrong-unknown-file = 请重新选择文件：没有传上来，或者已经被删除。
wrong-file-type = 这里不收这种文件。
wrong-too-many = 文件太多了。

file-add = 添加文件
file-add-one = 选择文件
file-add-photo = 拍照或选择照片
file-sending = 正在上传…
file-remove = 移除 { $name }
file-failed = 没有传上去，网络恢复后请重新选择。
file-hint = 可传照片（JPEG、PNG、WebP、GIF）、PDF、Word、Excel、文本、录音和 MP4，每个不超过 20 MB。照片里的拍摄位置会被去掉。
file-without-script = 浏览器开启脚本后才能添加文件。
file-refused-empty = 文件是空的。
file-refused-too-large = 文件太大，请压缩或分开上传。
file-refused-unsafe = 不收这种文件。请另存为 PDF、JPEG 或不带宏的 DOCX、XLSX 后再上传。
file-refused-not-a-picture = 图片已损坏，打不开。
file-refused-too-many-pixels = 图片像素太多，请降低分辨率后再上传。
file-refused-too-many = 文件数量已到上限，请先移除一些。

file-open = 打开
file-download = 下载
file-erased = 已删除
file-with-reason = 说明理由后打开
file-of-requester = 诉求人提供
file-size-kb = { $n } KB
file-size-mb = { $n } MB
file-kind-image = 图片
file-kind-pdf = PDF
file-kind-word = 文档
file-kind-table = 表格
file-kind-audio = 录音
file-kind-video = 视频
file-kind-text = 文本
case-files = 附件
case-files-none = 没有附件。

error-erased-title = 内容已经不在了
error-erased-next = 当事人的信息已依申请删除，只留下曾经有过这份材料的凭据。
