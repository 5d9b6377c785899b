"""人名标注：读取 jieba 自带的神经网络参数（百度 LAC），用 numpy 计算，不联网、不需要框架。

input → network → viterbi → spans. The weights stay in the installed jieba package; nothing of them is copied or shipped.
"""

from recognizers.names._input import has_han

__all__ = ["has_han"]
