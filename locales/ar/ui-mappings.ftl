# ربط الإشارات: تصفح المصدر ورسم الربط والقائمة والاستيراد والتصدير.
mappings-integration = التكامل
mappings-tag = وسم المصدر
mappings-asset = الأصل
mappings-asset-choose = اختر
mappings-metric = المقياس
mappings-source-unit = وحدة المصدر
mappings-metric-unit = وحدة المقياس
mappings-scale = المعامل
mappings-offset = الإزاحة
mappings-conversion = التحويل
mappings-conversion-help = قيمة المصدر × المعامل + الإزاحة، ثم من وحدة المصدر إلى وحدة المقياس
mappings-value = القيمة
mappings-quality = الجودة
mappings-age = العمر
mappings-active = مفعّل
mappings-on = مفعّل
mappings-off = متوقف
mappings-search = وسم أو أصل أو مقياس
mappings-show-all = الكل
mappings-show-active = المفعّلة
mappings-show-not-delivering = لا تصل
mappings-show-bad = السيئة
mappings-show-stale = القديمة
mappings-none-found = لا ربط يطابق ذلك
mappings-none-found-why = غيّر نص البحث أو أزل أحد عوامل التصفية.
mappings-empty = لا إشارات مربوطة بعد
mappings-empty-why = اربط وسوم أحد التكاملات بمقاييس الأصول: بالتصفح أو من ملف CSV.
mappings-empty-no-integration = أضف مصدر بيانات أولا، ثم اربط وسومه بمقاييس الأصول.

mappings-map = ربط الوسوم
mappings-map-title = ربط وسوم { $name }
mappings-browse-title = وسوم المصدر
mappings-browse-tree = وسوم المصدر
mappings-browse-search = ابحث في المصدر كله
mappings-browse-error = تعذّر التحميل. اضغط للمحاولة من جديد.
mappings-browse-more = تحميل المزيد
mappings-browse-nothing = لا شيء تحته
mappings-not-a-number = ليس رقمًا، فلا يمكن ربطه
mappings-choose-all = { $count ->
    [zero] لا شيء هنا
    [one] اختيار الواحد هنا
    [two] اختيار الاثنين هنا
    [few] اختيار الـ{ $count } هنا
    [many] اختيار الـ{ $count } هنا
   *[other] اختيار الـ{ $count } هنا
  }
mappings-search-none = لا وسم بهذا الاسم
mappings-search-none-why = يشمل البحث أسماء المتغيرات ووسومها. جرّب جزءًا من الاسم.
mappings-search-count = { $count ->
    [zero] لا وسوم
    [one] وسم واحد
    [two] وسمان
    [few] { $count } وسوم
    [many] { $count } وسمًا
   *[other] { $count } وسم
  }
mappings-search-truncated = أول { $count ->
    [one] وسم
    [two] وسمين
    [few] { $count } وسوم
    [many] { $count } وسمًا
   *[other] { $count } وسم
  } فقط، وهناك غيرها. اكتب المزيد من الاسم.
mappings-basket = { $count ->
    [0] المختار
    [one] وسم واحد مختار
    [two] وسمان مختاران
    [few] { $count } وسوم مختارة
    [many] { $count } وسمًا مختارًا
   *[other] { $count } وسم مختار
  }
mappings-basket-clear = إفراغ
mappings-basket-empty = لم يُختر شيء بعد
mappings-basket-empty-why = اختر وسومًا من الجهة الأخرى. مفتاح Shift يأخذ مدى كاملا، والمجلد كل ما حُمّل فيه.
mappings-basket-remove = إخراج { $name }
mappings-map-selected = { $count ->
    [0] متابعة
    [one] متابعة بوسم واحد
    [two] متابعة بوسمين
    [few] متابعة بـ{ $count } وسوم
    [many] متابعة بـ{ $count } وسمًا
   *[other] متابعة بـ{ $count } وسم
  }
mappings-back = رجوع إلى الوسوم
mappings-for-all = { $count ->
    [zero] لا وسوم
    [one] لوسم واحد
    [two] للوسمين معًا
    [few] للوسوم الـ{ $count } معًا
    [many] للوسوم الـ{ $count } معًا
   *[other] للوسوم الـ{ $count } معًا
  }
mappings-for-all-hint = المقياس الذي ليس للأصل يُنشأ بوحدة المقياس. والأسماء مقترحة من الوسوم ويمكن تغييرها.
mappings-preview = المصدر الآن ← المقياس
mappings-preview-waiting = بانتظار قيمة…
mappings-shared = وسم آخر هنا يغذي المقياس نفسه
mappings-save = { $count ->
    [zero] حفظ
    [one] حفظ ربط واحد
    [two] حفظ ربطين
    [few] حفظ { $count } روابط
    [many] حفظ { $count } رابطًا
   *[other] حفظ { $count } رابط
  }
mappings-wrong = { $count ->
    [zero] لا صفوف ناقصة.
    [one] صف واحد غير مكتمل.
    [two] صفان غير مكتملين.
    [few] { $count } صفوف غير مكتملة.
    [many] { $count } صفًا غير مكتمل.
   *[other] { $count } صف غير مكتمل.
  }
mappings-created = { $count ->
    [zero] لم يُحفظ شيء.
    [one] حُفظ ربط واحد.
    [two] حُفظ ربطان.
    [few] حُفظت { $count } روابط.
    [many] حُفظ { $count } رابطًا.
   *[other] حُفظ { $count } رابط.
  }
mappings-refused = { $count ->
    [one] رُفض ربط واحد؛ سببه في صفه.
    [two] رُفض ربطان؛ سبب كل منهما في صفه.
    [few] رُفضت { $count } روابط؛ سبب كل منها في صفه.
   *[other] رُفض { $count } رابطا؛ سبب كل منها في صفه.
  }
mappings-problem-asset = اختر أصلا.
mappings-problem-metric = أحرف لاتينية صغيرة وأرقام وشرطات سفلية.
mappings-problem-unit = اختر وحدة.
mappings-problem-decimal = عدد عشري: ‎0.1‎
mappings-problem-scale-zero = معامل صفري يجعل كل قراءة تساوي الإزاحة.

mappings-edit = تعديل الربط
mappings-saved = حُفظ الربط.
mappings-sampling = فترة أخذ العينات، م.ث
mappings-sampling-help = فارغ: كما في التكامل
mappings-deadband = النطاق الميت
mappings-deadband-help = بوحدة المصدر الخام؛ فارغ: بدون
mappings-bulk = ما يُفعل بالمحدد
mappings-selected = { $count ->
    [zero] لا شيء محدد
    [one] رابط واحد محدد
    [two] رابطان محددان
    [few] { $shown } روابط محددة
    [many] { $shown } رابطًا محددًا
   *[other] { $shown } رابط محدد
  }
mappings-select-all = تحديد كل المطابق وعدده { $shown }
mappings-select-none = إلغاء التحديد
mappings-activate = تفعيل { $count }
mappings-activated = { $count ->
    [zero] لم يُفعّل شيء.
    [one] فُعّل ربط واحد.
    [two] فُعّل ربطان.
    [few] فُعّلت { $count } روابط.
    [many] فُعّل { $count } رابطًا.
   *[other] فُعّل { $count } رابط.
  }
mappings-deactivate = إيقاف { $count }
mappings-deactivate-title = { $count ->
    [zero] إيقاف الربط؟
    [one] إيقاف ربط واحد؟
    [two] إيقاف ربطين؟
    [few] إيقاف { $count } روابط؟
    [many] إيقاف { $count } رابطًا؟
   *[other] إيقاف { $count } رابط؟
  }
mappings-deactivate-effect = { $count ->
    [zero] لا شيء يتغير.
    [one] ستتوقف إشارة واحدة عن الجمع، ويبقى ما خُزّن.
    [two] ستتوقف إشارتان عن الجمع، ويبقى ما خُزّن.
    [few] ستتوقف { $count } إشارات عن الجمع، ويبقى ما خُزّن.
    [many] ستتوقف { $count } إشارة عن الجمع، ويبقى ما خُزّن.
   *[other] ستتوقف { $count } إشارة عن الجمع، ويبقى ما خُزّن.
  }
mappings-deactivated = { $count ->
    [zero] لم يُوقف شيء.
    [one] أُوقف ربط واحد.
    [two] أُوقف ربطان.
    [few] أُوقفت { $count } روابط.
    [many] أُوقف { $count } رابطًا.
   *[other] أُوقف { $count } رابط.
  }
mappings-delete = حذف { $count }
mappings-delete-title = { $count ->
    [zero] حذف الربط؟
    [one] حذف ربط واحد؟
    [two] حذف ربطين؟
    [few] حذف { $count } روابط؟
    [many] حذف { $count } رابطًا؟
   *[other] حذف { $count } رابط؟
  }
mappings-delete-effect = { $count ->
    [zero] لا شيء يتغير.
    [one] ستتوقف إشارة واحدة عن الجمع ولن يعود منحناها متاحًا. لا رجعة في ذلك.
    [two] ستتوقف إشارتان عن الجمع ولن يعود منحناهما متاحًا. لا رجعة في ذلك.
    [few] ستتوقف { $count } إشارات عن الجمع ولن تعود منحنياتها متاحة. لا رجعة في ذلك.
    [many] ستتوقف { $count } إشارة عن الجمع ولن تعود منحنياتها متاحة. لا رجعة في ذلك.
   *[other] ستتوقف { $count } إشارة عن الجمع ولن تعود منحنياتها متاحة. لا رجعة في ذلك.
  }
mappings-deleted = { $count ->
    [zero] لم يُحذف شيء.
    [one] حُذف ربط واحد.
    [two] حُذف ربطان.
    [few] حُذفت { $count } روابط.
    [many] حُذف { $count } رابطًا.
   *[other] حُذف { $count } رابط.
  }

mappings-export = تصدير
mappings-export-workbook = مصنف Excel ‏(XLSX)
mappings-export-plain = ‏CSV
mappings-export-excel = ‏CSV لبرنامج Excel
mappings-exported = حُفظ { $name }.
mappings-import = استيراد
mappings-import-title = استيراد ربط الإشارات
mappings-import-why = للملف أعمدة ملف التصدير نفسها. لا يُكتب شيء قبل أن ترى ما سيفعله كل صف؛ وتؤخذ الصفوف السليمة وإن رُفض غيرها، ويبقى كل ربط لا يذكره الملف كما هو.
mappings-import-choose = اختيار ملف…
mappings-import-or-paste = أو ألصق أدناه
mappings-import-paste = ألصق هنا نص CSV مع سطر العناوين
mappings-import-check = فحص الصفوف
mappings-import-line = السطر
mappings-import-verdict = الحكم
mappings-import-target = الأصل والمقياس
mappings-import-changes = التغييرات والمشكلات
mappings-import-shown = يظهر { $shown } من { $all } صف: المرفوضة أولا، ثم ما يغيّر شيئا.
mappings-import-empty = (فارغ)
mappings-import-mode = ما يُفعل بالصفوف
mappings-import-mode-merge = دمج
mappings-import-mode-merge-help = تُنشأ الروابط الجديدة، ولا يتغير في الموجود إلا ما يذكره الصف. الخلية الفارغة تُبقي ما هو موجود.
mappings-import-mode-create = إنشاء
mappings-import-mode-create-help = تُنشأ الروابط الجديدة، ويبقى الموجود كما هو.
mappings-import-mode-overwrite = استبدال
mappings-import-mode-overwrite-help = تُنشأ الروابط الجديدة، ويصبح الموجود كما يقول الصف. الخلية الفارغة تعني القيمة الافتراضية.
mappings-import-mode-delete = حذف
mappings-import-mode-delete-help = تُحذف الروابط التي تذكرها الصفوف.
mappings-column-source-unit = وحدة المصدر
mappings-column-scale = المعامل
mappings-column-offset = الإزاحة
mappings-column-active = فعّال
mappings-column-sampling-ms = أخذ العينات، ms
mappings-column-deadband = النطاق الميت
mappings-verdict-create = جديد
mappings-verdict-update = متغيّر
mappings-verdict-delete = يُحذف
mappings-verdict-kept = موجود من قبل
mappings-verdict-unchanged = دون تغيير
mappings-verdict-refused = مرفوض
mappings-import-apply = { $count ->
    [0] لا شيء للكتابة
    [one] كتابة ربط واحد
    [two] كتابة ربطين
    [few] كتابة { $count } روابط
    [many] كتابة { $count } رابطًا
   *[other] كتابة { $count } رابط
  }
mappings-import-apply-delete = { $count ->
    [zero] لا شيء للحذف
    [one] حذف ربط واحد
    [two] حذف ربطين
    [few] حذف { $count } روابط
    [many] حذف { $count } ربطا
   *[other] حذف { $count } ربط
  }
mappings-import-apply-without = { $count ->
    [0] لا شيء للكتابة
    [one] كتابة ربط واحد وترك { $refused } مرفوضًا
    [two] كتابة ربطين وترك { $refused } مرفوضًا
    [few] كتابة { $count } روابط وترك { $refused } مرفوضًا
    [many] كتابة { $count } رابطًا وترك { $refused } مرفوضًا
   *[other] كتابة { $count } رابط وترك { $refused } مرفوضًا
  }
mappings-imported = { $created } جديد، و{ $updated } متغيّر.
mappings-imported-deleted = { $created } جديد، و{ $updated } متغيّر، و{ $deleted } محذوف.
mappings-last-import = آخر استيراد:
mappings-last-import-counts = { $created } جديد، { $updated } متغيّر، { $deleted } محذوف
mappings-undo = تراجع عن الاستيراد
mappings-undo-title = التراجع عن آخر استيراد؟
mappings-undo-effect = يُحذف الجديد ({ $created })، ويستعيد المتغيّر ما كان عليه ({ $updated })، ويعود المحذوف ({ $deleted }). وما غيّره أحد بعد ذلك يبقى كما هو.
mappings-undone = { $restored ->
    [zero] لم يتغير شيء.
    [one] تم التراجع: عاد ربط واحد كما كان.
    [two] تم التراجع: عاد ربطان كما كانا.
    [few] تم التراجع: عادت { $restored } روابط كما كانت.
    [many] تم التراجع: عاد { $restored } ربطا كما كان.
   *[other] تم التراجع: عاد { $restored } ربط كما كان.
  }
mappings-undone-left = عاد { $restored } من الروابط كما كان، وبقي { $left } لأن أحدا غيّره بعد الاستيراد.

mappings-basket-more = { $count ->
    [zero] لا شيء غيرها
    [one] وواحد آخر
    [two] واثنان آخران
    [few] و{ $shown } أخرى
    [many] و{ $shown } أخرى
   *[other] و{ $shown } أخرى
  }
mappings-gather = أخذ كل ما تحته
mappings-gather-all = المصدر كله
mappings-gather-title = أخذ فرع كامل
mappings-gather-below = جميع الوسوم تحت
mappings-gather-root = جذر المصدر
mappings-gather-running = يجري التصفح…
mappings-gather-stopped = متوقف
mappings-gather-failed = انقطع
mappings-gather-done = اكتمل التصفح
mappings-gather-found = { $count ->
    [zero] لا وسم قابل للربط بعد
    [one] وسم واحد قابل للربط
    [two] وسمان قابلان للربط
    [few] { $shown } وسوم قابلة للربط
    [many] { $shown } وسما قابلا للربط
   *[other] { $shown } وسم قابل للربط
  }
mappings-gather-browsed = العقد المتصفَّحة: { $browsed }، والمنتظرة: { $waiting }
mappings-gather-others = { $count ->
    [zero] لا متغيرات غير رقمية.
    [one] متغير واحد ليس رقميا واستُبعد.
    [two] متغيران ليسا رقميين واستُبعدا.
    [few] { $shown } متغيرات ليست رقمية واستُبعدت.
    [many] { $shown } متغيرا ليست رقمية واستُبعدت.
   *[other] { $shown } متغير ليست رقمية واستُبعدت.
  }
mappings-gather-deep = { $count ->
    [zero] لا عقد عميقة أكثر من اللازم.
    [one] عقدة واحدة عميقة أكثر من اللازم واستُبعدت.
    [two] عقدتان عميقتان أكثر من اللازم واستُبعدتا.
    [few] { $shown } عقد عميقة أكثر من اللازم واستُبعدت.
    [many] { $shown } عقدة عميقة أكثر من اللازم واستُبعدت.
   *[other] { $shown } عقدة عميقة أكثر من اللازم واستُبعدت.
  }
mappings-gather-full = ما زاد على { $most } يُربط من ملف: خذ هذه، أو اختر فرعا أصغر.
mappings-gather-stop = إيقاف
mappings-gather-resume = متابعة
mappings-gather-skip = تجاوز هذه العقدة
mappings-gather-take = { $count ->
    [zero] لا شيء للأخذ
    [one] أخذ وسم واحد
    [two] أخذ وسمين
    [few] أخذ { $shown } وسوم
    [many] أخذ { $shown } وسما
   *[other] أخذ { $shown } وسم
  }
mappings-rule = بقاعدة…
mappings-rule-title = الربط بقاعدة على أسماء الوسوم
mappings-rule-why = يجد تعبير نمطي وسم الأصل واسم المقياس في كل وسم من المصدر. ترى الناتج وأنت تكتب، ولا يُخزَّن شيء قبل حفظ الروابط.
mappings-rule-on = يُطابَق على
mappings-rule-on-name = الاسم
mappings-rule-on-tag = الوسم كله
mappings-rule-on-path = المسار
mappings-rule-pattern = النمط
mappings-rule-pattern-help = تُستخدم المجموعات بين الأقواس في الأسفل: (?<asset>…) هي { $asset }، والمجموعة الأولى $1.
mappings-rule-asset = الأصل
mappings-rule-asset-help = وسم أصل موجود
mappings-rule-metric = المقياس
mappings-rule-metric-help = يصبح بأحرف صغيرة وشرطات سفلية
mappings-rule-unit = وحدة المصدر
mappings-rule-unit-help = فارغ: ما يذكره المصدر
mappings-rule-matched = مطابق
mappings-rule-refused = مطابق بلا فائدة
mappings-rule-not-matched = غير مطابق
mappings-rule-shown = يظهر أول { $shown } من { $all }، وتُملأ كلها.
mappings-rule-most = تأخذ القاعدة { $most } وسم في المرة: أولها.
mappings-rule-fill = { $count ->
    [zero] لا شيء لملئه
    [one] ملء صف واحد
    [two] ملء صفين
    [few] ملء { $shown } صفوف
    [many] ملء { $shown } صفا
   *[other] ملء { $shown } صف
  }
mappings-suggest = اقتراح
mappings-suggest-one = اقتراح:
mappings-suggest-comma = {"؛ "}
mappings-suggest-take = أخذ
mappings-suggest-take-all = { $count ->
    [zero] لا اقتراحات
    [one] أخذ اقتراح واحد
    [two] أخذ الاقتراحين
    [few] أخذ الاقتراحات كلها ({ $shown })
    [many] أخذ الاقتراحات كلها ({ $shown })
   *[other] أخذ الاقتراحات كلها ({ $shown })
  }
mappings-suggested = { $count ->
    [zero] لا شيء متشابه بما يكفي لاقتراحه.
    [one] اقتراح واحد، وسببه تحت الصف.
    [two] اقتراحان، وسبب كل منهما تحت صفه.
    [few] { $shown } اقتراحات، وسبب كل منها تحت صفه.
    [many] { $shown } اقتراحا، وسبب كل منها تحت صفه.
   *[other] { $shown } اقتراح، وسبب كل منها تحت صفه.
  }

mappings-drift = المطابقة مع المصدر
mappings-drift-title = مطابقة { $name } مع مصدره
mappings-drift-why = يُقارَن كل ربط فعّال بما في المصدر الآن: هل وسمه موجود، وهل يحمل رقما، وهل له الاسم والنوع اللذان كانا له أول مرة، وهل وحدته هي التي رُبط بها. لا يتغير شيء قبل أن تعيد الربط، وتحتفظ الإشارة بمنحناها.
mappings-drift-checked = طُوبق { $checked } من { $total } ربط
mappings-drift-count = { $count ->
    [zero] كلها كما رُبطت
    [one] واحد لم يعد كما رُبط
    [two] اثنان لم يعودا كما رُبطا
    [few] { $shown } لم تعد كما رُبطت
    [many] { $shown } لم تعد كما رُبطت
   *[other] { $shown } لم تعد كما رُبطت
  }
mappings-drift-none = المصدر كما رُبط
mappings-drift-none-why = كل وسم موجود ويحمل رقما باسمه ونوعه، ووحدته هي التي رُبط بها.
mappings-drift-again = إعادة المطابقة
mappings-drift-gone = لا يوجد هذا الوسم في المصدر.
mappings-drift-no-number = لم يعد يحمل رقما: { $type }.
mappings-drift-renamed = كان اسمه { $before }، ويسميه المصدر الآن { $now }: تحقق من أنها الإشارة نفسها.
mappings-drift-other-type = كان نوعه { $before }، وهو الآن { $now }.
mappings-drift-take-as-is = اعتماده كما هو الآن
mappings-drift-unit = رُبط بوحدة { $before }، والمصدر يذكر { $now }.
mappings-drift-dimension = رُبط بوحدة { $before }، والمصدر يذكر { $now } وهي لكمية أخرى: تحقق من أنها الإشارة نفسها.
mappings-drift-take-unit = اعتماد { $unit }
mappings-drift-find = البحث عنه
mappings-drift-take-tag = اربطها بـ { $path }
mappings-drift-bind = الربط بهذا
mappings-drift-no-candidate = لا يوجد في المصدر وسم آخر بهذا الاسم. اربط الوسم الجديد واحذف هذا الربط.
mappings-rebound = أُعيد الربط.
