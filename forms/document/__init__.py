"""The whole document and its appendices as blocks. Imports no file format."""
