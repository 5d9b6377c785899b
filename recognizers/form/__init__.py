"""由结构算出的形态：一个函数一项，与 `dictionaries/shapes` 里标 computed 的同名。

Each takes the layout and the values measured before it, and returns 0 to 1 (larger values are cut).
"""
