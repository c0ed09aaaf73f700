import unittest

import lambda_function


class IdentityTest(unittest.TestCase):
    def test_records_are_answered_as_they_came(self):
        records = [{"recordId": "1", "approximateArrivalTimestamp": 5, "data": "e30="}]
        self.assertEqual(
            {"records": [{"recordId": "1", "result": "Ok", "data": "e30="}]},
            lambda_function.lambda_handler({"invocationId": "i", "records": records}, None))

    def test_any_other_event_is_its_own_answer(self):
        self.assertEqual({"a": 1}, lambda_function.lambda_handler({"a": 1}, None))


if __name__ == "__main__":
    unittest.main()
