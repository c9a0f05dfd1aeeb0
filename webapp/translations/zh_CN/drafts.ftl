## 草稿

draft-saved = 草稿已保存，{ $at }
draft-restored = 已恢复您 { $at } 填写、还没有提交的内容。
draft-restored-here = 已恢复您之前在本机填写的内容。
draft-discard = 重新填写
draft-state = 填写的内容会自动保存。

## 受理台：限定知悉、多人同诉

desk-last-count = 共 { $count } 件
desk-restricted = 限定知悉，或投诉本系统单位
fact-about-unit = 投诉对象单位
hint-about-unit = 该单位及其下级的人员都看不到这件诉求。
fact-compartment = 知悉范围
restricted-none = 一般：按职责可见
restricted-sensitive = 敏感：仅限授权人员
restricted-confidential = 涉密：仅限授权人员
restricted-informer = 举报：仅限专席
hint-compartment = 登记后即只有授权人员能看到。
desk-others = 还有其他人反映同一件事
desk-other-name = 第 { $n } 人姓名
desk-other-phone = 第 { $n } 人电话
