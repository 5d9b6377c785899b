"""命令行：总命令与入口；各条命令在 commands 文件夹里，一个文件一条。"""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from classifier.commands._base import commands
from classifier.console import Group, run


@click.group(cls=Group, commands=commands())
@click.version_option(package_name="baomi", prog_name="baomi", message="%(prog)s %(version)s", help="显示版本。")
def baomi() -> None:
    """保密：按《保密协议》给项目资料分类，列出清单。

    \b
    常用：
      baomi scan 项目资料 --out xlsx=清单.xlsx     扫描并写出清单
      baomi explain baomi.inventory 文件          说明某个文件为何这样分类
    退出码：0 完成，没有要报告的；1 命中 --fail-on 的类别；2 用法或配置有误；3 有文件没能读全；130 被中断。
    """


def main() -> NoReturn:
    """Run the command line and leave with its exit code; messages are in Chinese, on standard error."""
    sys.exit(run(baomi))


if __name__ == "__main__":
    main()
