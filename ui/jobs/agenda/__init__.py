"""What an office has still to do, over all of its files. May use the jobs on one file; knows no Qt."""
