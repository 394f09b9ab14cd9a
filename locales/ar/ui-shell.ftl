# الإطار المحيط بكل صفحة.

ui-nav = الصفحات
ui-nav-dashboard = لوحة المتابعة
ui-nav-assets = الأصول
ui-nav-integrations = التكاملات
ui-nav-optimization = التحسين
ui-nav-work-orders = أوامر العمل
ui-nav-people = الأشخاص
ui-nav-settings = الإعدادات
ui-skip-to-content = الانتقال إلى المحتوى
ui-page-not-allowed = هذه الصفحة ليست ضمن صلاحيات دورك
ui-page-not-allowed-why = تتطلب صلاحية { $capability }. راجع مدير النظام.

ui-palette-search = انتقل، نفّذ، بدّل…
ui-palette-nothing = لا يوجد إجراء بهذا الاسم هنا
ui-group-go = الانتقال إلى
ui-group-page = في هذه الصفحة
ui-group-reading = العرض
ui-group-session = الجلسة

ui-switch-language = Switch to English
ui-theme = المظهر
ui-theme-light = فاتح
ui-theme-dark = داكن
ui-theme-auto = حسب الجهاز
ui-use-theme-light = استخدام المظهر الفاتح
ui-use-theme-dark = استخدام المظهر الداكن
ui-switch-digits = تبديل الأرقام: 123 / ١٢٣
ui-switch-utc = تبديل التوقيت: توقيت الموقع / UTC

ui-my-account = حسابي
ui-lock = قفل الجلسة
ui-unlock = فتح القفل
ui-sign-out = تسجيل الخروج
ui-connections-count = { $state }: { $count }

ui-recovery-title = وُجد المخزن المحلي تالفًا وأُعيد بناؤه.
ui-recovery-salvaged = { $count ->
    [zero] لم يُنقذ أي صف.
    [one] أُنقذ صف واحد.
    [two] أُنقذ صفان.
    [few] أُنقذت { $shown } صفوف.
    [many] أُنقذ { $shown } صفًا.
   *[other] أُنقذ { $shown } صف.
  }
ui-recovery-unknown = لم يعد معروفًا ما الذي نُقل منه.
ui-recovery-seen = اطّلعت على ذلك
ui-recovery-set-aside = حُفظ الملف التالف باسم
ui-recovery-incomplete = تعذّرت قراءة بعض أجزائها:
ui-settings-lost = فُقدت إعدادات مساحة العمل مع الملف التالف.
ui-settings-lost-why = إلى أن تُضبط من جديد يبقى الوضع التجريبي مفعّلا: لا يجري أي اتصال خارجي ولا تُجمع بيانات المصادر الحقيقية.
ui-settings-lost-mend = اضبط الاسم والمنطقة الزمنية والعملة والوضع التجريبي من جديد
ui-settings-lost-ask = اطلب من مدير النظام ضبطها من جديد.
