/* Stands in for the icuuc.dll of Windows 10, which Wine 8 lacks. Qt6Core imports these converters and calls them only
   for encodings that it has not built in. It lies in the Wine prefix of the proof, never in the product. */
#define EXPORT __declspec(dllexport)
#define UNSUPPORTED 16
typedef int Status;

EXPORT void *ucnv_open(const char *name, Status *status) { *status = UNSUPPORTED; return 0; }
EXPORT void ucnv_close(void *converter) {}
EXPORT void ucnv_reset(void *converter) {}
EXPORT signed char ucnv_getMaxCharSize(void *converter) { return 1; }
EXPORT const char *ucnv_getName(void *converter, Status *status) { *status = UNSUPPORTED; return 0; }
EXPORT const char *ucnv_getStandardName(const char *name, const char *standard, Status *status) {
    *status = UNSUPPORTED;
    return 0;
}
EXPORT const char *ucnv_getAvailableName(int number) { return 0; }
EXPORT int ucnv_countAvailable(void) { return 0; }
EXPORT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void ucnv_getToUCallBack(void *converter, void **action, const void **context) { *action = 0; *context = 0; }
EXPORT void ucnv_getFromUCallBack(void *converter, void **action, const void **context) { *action = 0; *context = 0; }
EXPORT void ucnv_setToUCallBack(
    void *converter, void *action, const void *context, void **old, const void **old_context, Status *status) {}
EXPORT void ucnv_setFromUCallBack(
    void *converter, void *action, const void *context, void **old, const void **old_context, Status *status) {}
EXPORT void ucnv_cbToUWriteUChars(void *arguments, const void *source, int length, int offset, Status *status) {}
EXPORT void ucnv_cbFromUWriteUChars(
    void *arguments, const void **source, const void *limit, int offset, Status *status) {}
EXPORT void ucnv_toUnicode(void *converter, void **target, const void *limit, const char **source,
    const char *source_limit, int *offsets, char flush, Status *status) { *status = UNSUPPORTED; }
EXPORT void ucnv_fromUnicode(void *converter, char **target, const char *limit, const void **source,
    const void *source_limit, int *offsets, char flush, Status *status) { *status = UNSUPPORTED; }
EXPORT int ucnv_toUCountPending(void *converter, Status *status) { *status = UNSUPPORTED; return 0; }
EXPORT int ucnv_fromUCountPending(void *converter, Status *status) { *status = UNSUPPORTED; return 0; }
int __stdcall DllMain(void *module, unsigned reason, void *reserved) { return 1; }
