"""The command line: error handling, output options and checks that several commands share."""
