## 附件

wrong-unknown-file = 请重新选择文件：没有传上来，或者已经被删除。
wrong-file-type = 这里不收这种文件。
wrong-too-many = 文件太多了。
