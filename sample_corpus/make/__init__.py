"""样例资料：做出 `sample_corpus` 的每一份文件和旁边的期望。

Everything is invented: the school, the people, the firms, the questions. `python -m sample_corpus.make` writes the
folder again, byte for byte; with `--check` it only says what differs.
"""
