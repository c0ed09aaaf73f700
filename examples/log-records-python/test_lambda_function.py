import base64
import contextlib
import io
import unittest

import lambda_function


class LogRecordsTest(unittest.TestCase):
    def test_every_record_is_a_line(self):
        payloads = [b'{"VendorID":"2"}\n', "é".encode(), b"\xff"]
        records = [{"kinesis": {"data": base64.b64encode(data).decode()}} for data in payloads]
        with contextlib.redirect_stdout(io.StringIO()) as said:
            answer = lambda_function.lambda_handler({"Records": records}, None)
        self.assertEqual(
            'Decoded payload: {"VendorID":"2"}\nDecoded payload: é\nDecoded payload: \\xff\n', said.getvalue())
        self.assertEqual("Processed 3 records.", answer)


if __name__ == "__main__":
    unittest.main()
