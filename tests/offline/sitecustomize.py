"""Python 启动时自动装入（本文件夹在 PYTHONPATH 上时），子进程的子进程也一样：断网，并在标准错误上说出来。"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.offline.guard import Guard

sys.addaudithook(Guard(lambda attempt: os.write(2, f"NETWORK {attempt}\n".encode())))
