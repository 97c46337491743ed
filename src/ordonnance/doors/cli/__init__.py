"""The command line: argv and files in, French prose or JSON out."""
