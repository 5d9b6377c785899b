"""分类器：知道文件、协议与人。

walk → identify → extract → recognize → classify → inventory → report; one direction, one verb a module.
"""
