# التشغيل الأول وتسجيل الدخول وفتح القفل وعبارة المرور.

ui-not-opened = تعذّر فتح مساحة العمل
ui-first-run-title = كيف تريد أن تبدأ؟
ui-first-run-lead = كل شيء يبقى على هذا الجهاز في مخزن مشفّر، دون حاجة إلى خادم أو شبكة.
ui-first-run-demo = منشأة تجريبية
ui-first-run-demo-1 = ثلاثة مواقع فيها أكثر من ستين معدة وأربعمئة إشارة حية
ui-first-run-demo-2 = أعطال تتطور تدريجيًا وتنتظر من يكتشفها
ui-first-run-demo-3 = شخص لكل دور لتجربة صلاحياته
ui-first-run-empty = مساحة عمل فارغة
ui-first-run-empty-1 = اتصل بما لديك من خوادم OPC UA وPI وقواعد بيانات وSAP وOracle EAM
ui-first-run-empty-2 = أدخل أصولك واربط إشاراتها
ui-first-run-empty-3 = تصبح أنت أول مدير للنظام
ui-first-run-note = المنشأة التجريبية محاكاة وموسومة بذلك في كل مكان، ولا تختلط بمساحة عملك أبدًا.

ui-first-administrator = مساحة العمل وأول مدير لها
ui-first-administrator-lead = لا توجد كلمة مرور افتراضية: اختر كلمة لا يعرفها غيرك.
ui-workspace-name = اسم مساحة العمل
ui-workspace-default-name = محطتي
ui-time-zone = المنطقة الزمنية
ui-currency = العملة
ui-display-name = اسمك
ui-email = البريد الإلكتروني
ui-email-wrong = اكتب عنوان بريد مثل name@plant.example
ui-password = كلمة المرور
ui-password-again = كلمة المرور مرة أخرى
ui-password-rule = لا تقل عن { $least ->
    [one] حرف واحد
    [two] حرفين
    [few] { $least } أحرف
    [many] { $least } حرفًا
   *[other] { $least } حرف
  }
ui-password-short = يلزم { $least ->
    [one] حرف واحد
    [two] حرفان
    [few] { $least } أحرف
    [many] { $least } حرفًا
   *[other] { $least } حرف
  } على الأقل
ui-password-differs = الكلمتان غير متطابقتين
ui-create-workspace = إنشاء مساحة العمل

ui-passphrase = عبارة المرور
ui-passphrase-again = عبارة المرور مرة أخرى
ui-passphrase-title = فتح المخزن
ui-keychain-needed-title = سلسلة المفاتيح لا تستجيب
ui-keychain-needed-missing = مفتاح هذا المخزن محفوظ في سلسلة مفاتيح الجهاز، ولا توجد سلسلة مفاتيح تعمل الآن. سجّل الدخول إلى الجهاز بجلسة سطح المكتب (في لينكس: خدمة مثل GNOME Keyring) ثم أعد المحاولة. لم يُفقد شيء.
ui-keychain-needed-locked = مفتاح هذا المخزن محفوظ في سلسلة مفاتيح الجهاز، وهي مقفلة. افتح قفلها ثم أعد المحاولة. لم يُفقد شيء.
ui-keychain-needed-available = سلسلة المفاتيح تعمل لكنها لا تحفظ مفتاح هذا المخزن. سجّل الدخول إلى الجهاز بحساب من أنشأ المخزن ثم أعد المحاولة.
ui-passphrase-choose = اختر عبارة مرور
ui-passphrase-why-available = أُنشئ هذا المخزن بعبارة مرور لعدم وجود سلسلة مفاتيح حينها. أدخلها لفتح المخزن.
ui-passphrase-why-missing = لا توجد سلسلة مفاتيح على هذا الجهاز، ولذلك يحمي المخزن عبارة مرور. أدخلها لفتحه.
ui-passphrase-why-locked = سلسلة مفاتيح الجهاز مقفلة. افتحها وأعد التشغيل، أو أدخل عبارة مرور المخزن.
ui-passphrase-new-why-available = يُشفّر المخزن بمفتاح مشتق من عبارة المرور هذه.
ui-passphrase-new-why-missing = لا توجد على هذا الجهاز سلسلة مفاتيح لحفظ مفتاح المخزن. يُشفّر المخزن بعبارة مرور بدلا منها، وتُطلب عند كل تشغيل.
ui-passphrase-new-why-locked = سلسلة مفاتيح الجهاز مقفلة. افتحها وأعد التشغيل، أو شفّر المخزن بعبارة مرور تُطلب عند كل تشغيل.
ui-passphrase-warning = احفظها في مكان آمن. بدونها لا يستطيع أحد فتح المخزن، ولا يمكن استعادتها.

ui-sign-in-title = تسجيل الدخول
ui-sign-in = دخول
ui-demo-people = تجوّل بصفة أحد أشخاص المنشأة التجريبية
ui-demo-password = كلمة مرور الخمسة جميعًا:
ui-unlock-title = الجلسة مقفلة
ui-unlock-lead = { $name } مسجّل الدخول. جمع القراءات مستمر في هذه الأثناء.
ui-restore-title = استلام مساحة العمل
ui-restore-lead = كان الملف التالف يضم مديري مساحة العمل هذه وتعذرت قراءتهم. كل ما أمكنت قراءته غير ذلك محفوظ. سم مساحة العمل وأنشئ مديرها من جديد.
ui-restore = استلام
