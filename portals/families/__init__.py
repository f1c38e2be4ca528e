"""One module a CMS family: how it addresses, lists and prints. Pure: bytes and addresses in, raw strings out."""
