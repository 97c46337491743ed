"""Mutation testing of the law: small changes of the code, and the tests that notice them."""
