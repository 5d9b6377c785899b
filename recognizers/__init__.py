"""识别器：看得懂中文文本里的号码、称谓、密级标志与文种；不知道文件、条款和报告。

A file without a leading underscore is one thing that can be seen; what it sees stands in its class, with examples.
"""
