/* A DLL with nothing of its own: its exports are forwarded by a .def file. */
int __stdcall DllMain(void *module, unsigned reason, void *reserved) { return 1; }
