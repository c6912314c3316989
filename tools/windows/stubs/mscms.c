/* Stands in for Wine 8's mscms.dll, whose WcsCreateIccProfile aborts; Qt asks it for every screen's colour profile
   and accepts the answer that there is none. It lies in the Wine prefix of the proof, never in the product. */
#define EXPORT __declspec(dllexport)
EXPORT void *OpenColorProfileW(void *profile, unsigned access, unsigned share, unsigned mode) { return 0; }
EXPORT int CloseColorProfile(void *profile) { return 0; }
EXPORT int GetColorProfileFromHandle(void *profile, void *buffer, unsigned *size) { return 0; }
EXPORT void *WcsCreateIccProfile(void *profile, unsigned options) { return 0; }
int __stdcall DllMain(void *module, unsigned reason, void *reserved) { return 1; }
