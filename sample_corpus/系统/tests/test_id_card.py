"""身份证号校验的测试。"""

import unittest

from validators import check_id_card


class IdCardTest(unittest.TestCase):
    """The standard's own example, and near misses of it."""

    def test_valid(self):
        self.assertTrue(check_id_card("11010519491231002X"))
        self.assertTrue(check_id_card("11010519491231002x"))

    def test_wrong_check_digit(self):
        self.assertFalse(check_id_card("110105194912310021"))

    def test_wrong_length(self):
        self.assertFalse(check_id_card("11010519491231002"))

    def test_not_a_date(self):
        self.assertFalse(check_id_card("11010519491332002X"))

    def test_empty(self):
        self.assertFalse(check_id_card(""))
        self.assertFalse(check_id_card(None))


if __name__ == "__main__":
    unittest.main()
