# أشخاص مساحة العمل.

ui-people-add = إضافة شخص
ui-people-empty = لا يوجد أشخاص بعد
ui-people-name = الاسم
ui-people-you = أنت
ui-people-role = الدور
ui-people-active = يسمح بالدخول
ui-people-inactive = موقوف
ui-people-last-sign-in = آخر دخول
ui-people-may-sign-in = السماح بتسجيل الدخول
ui-people-new-password = كلمة مرور جديدة
ui-people-new-password-why = اتركها فارغة للإبقاء على الحالية.
