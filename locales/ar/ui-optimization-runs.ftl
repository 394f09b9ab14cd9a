# تشغيل النماذج في الخلفية: البدء والمتابعة والمقارنة والقبول.

ui-optimization-tab-prioritization = ترتيب الأولويات
ui-optimization-tab-deferral = تكلفة الانتظار
ui-optimization-tab-risk = مخاطر الإنتاج
ui-optimization-tab-dispatch = توزيع القوى العاملة
ui-optimization-tab-workforce = القوى العاملة
ui-optimization-lead-deferral = كم يكلف تأجيل تجديد كل أصل، وما أرخص يوم له.
ui-optimization-lead-risk = ما الذي يُجدَّد وفي أي فترة، لتكون الخسائر المتوقعة والحالات السيئة أقل ما يمكن ضمن الأطقم والميزانية.
ui-optimization-lead-dispatch = من ينفّذ أي أمر عمل وفي أي يوم، مع المهارات والمناوبات والقطع والطرق.

ui-run-start = تشغيل جديد
ui-run-start-title = تشغيل جديد: { $model }
ui-run-again = إعادة التشغيل
ui-run-again-title = إعادة التشغيل: { $model }
ui-run-empty-why-deferral = يمر التشغيل على كل أصل له أعطال مسجلة، ويبيّن تكلفة الانتظار لخمسة آفاق زمنية.
ui-run-empty-why-risk = يحاكي التشغيل مستقبلات كثيرة للمنشأة ويختار الأعمال التي تخفض الخسائر أكثر من غيرها.
ui-run-empty-why-dispatch = يعطي التشغيل كل أمر عمل مفتوح مهندسًا ويومًا ووقتًا، ويبيّن السبب حيث يتعذر ذلك.
ui-run-status-running = قيد التشغيل
ui-run-status-done = اكتمل
ui-run-status-cancelled = أُوقف وحُفظت أفضل خطة
ui-run-status-failed = فشل
ui-run-claim-optimal = مثبت: لا خطة أفضل
ui-run-claim-gap = لا تبعد عن أفضل ممكن أكثر من { $gap }
ui-run-claim-no-bound = لم يثبت شيء عن أفضل ممكن
ui-run-claim-infeasible = لا خطة تحقق جميع الشروط
ui-run-claim-not-found = لم يُعثر على خطة في الوقت المحدد
ui-run-objective = تكلفة الخطة
ui-run-objective-risk = المخاطر المرجحة للخطة
ui-run-bound = لا خطة أقل من
ui-run-no-bound = لم يثبت شيء
ui-run-no-bound-yet = لم يثبت شيء بعد
ui-run-gap = الفجوة
ui-run-time = الوقت
ui-run-waiting = ينتظر دوره: هناك تشغيل آخر جار.
ui-run-elsewhere = يجري هذا التشغيل على محطة عمل أخرى، وتظهر نتيجته هنا عند انتهائه.
ui-run-progress-chart = تكلفة أفضل خطة حتى الآن والحد الأدنى عبر الزمن
ui-run-cancel = إيقاف مع حفظ الأفضل
ui-run-cancelled-why = أُوقف يدويًا بعد { $seconds }. هذه أفضل خطة وُجدت حتى ذلك الحين.
ui-run-unnamed = تشغيل دون اسم
ui-run-counts = اقتُرح { $proposals } · قُبل { $accepted }
ui-run-pick = مقارنة { $run }
ui-run-compare = { $count ->
    [zero] لا تشغيل للمقارنة
    [one] مقارنة تشغيل واحد
    [two] مقارنة تشغيلين
    [few] مقارنة { $count } تشغيلات
    [many] مقارنة { $count } تشغيلا
   *[other] مقارنة { $count } تشغيل
  }
ui-run-compare-hint = حدد تشغيلين للمقارنة
ui-run-based-on = نتج عن تشغيل سابق بعد تعديله
ui-run-compare-based-on = مقارنة به
ui-run-decided = ما حُسم
ui-run-decided-of = { $decided } من { $proposals }
ui-run-no-order = لا أمر عمل
ui-run-no-order-why = التشغيل حتى العطل: لا عمل مخططًا، فلا شيء يُقبل.
ui-run-seed = البذرة
ui-run-seed-why = المدخلات والبذرة والجولات نفسها تعطي الخطة نفسها.
ui-run-cost-model = نموذج التكلفة
ui-run-cost-model-example = المثال المدمج
ui-run-cost-model-version = الإصدار { $version }
ui-run-is-locked = مقفل
ui-run-is-locked-why = التشغيل المقفل لا يُحذف ولا يُزال عند التنظيف.
ui-run-more = المزيد عن هذا التشغيل
ui-run-rename = إعادة التسمية
ui-run-lock = قفل
ui-run-unlock = فك القفل
ui-run-delete-title = حذف التشغيل
ui-run-delete-effect = { $count ->
    [zero] يُحذف التشغيل. لا تتأثر أوامر العمل.
    [one] يُحذف التشغيل ومقترحه الوحيد. لا تتأثر أوامر العمل.
    [two] يُحذف التشغيل ومقترحاه. لا تتأثر أوامر العمل.
    [few] يُحذف التشغيل و{ $count } مقترحات. لا تتأثر أوامر العمل.
    [many] يُحذف التشغيل و{ $count } مقترحًا. لا تتأثر أوامر العمل.
   *[other] يُحذف التشغيل و{ $count } مقترح. لا تتأثر أوامر العمل.
  }
ui-run-export = تصدير
ui-run-exported = حُفظ: { $name }
ui-run-name = الاسم
ui-run-name-optional = اختياري
ui-run-name-why = به تجده بين مرات التشغيل.
ui-run-preset = البدء من
ui-run-preset-former = التشغيل المختار
ui-run-preset-former-why = معاملات التشغيل المختار؛ ما تغيّره ينشئ تشغيلا جديدًا إلى جانبه.
ui-run-sites = المواقع
ui-run-first-day = اليوم الأول
ui-run-first-day-why = فارغ: غدا.
ui-run-search = البحث
ui-run-effort = مدة البحث
ui-run-effort-seconds = حسب الساعة
ui-run-effort-rounds = حسب الجولات (قابل للتكرار)
ui-run-seconds = الثواني
ui-run-seconds-why = من 1 إلى { $most }
ui-run-rounds = الجولات
ui-run-rounds-why = العدد نفسه يعطي الخطة نفسها.
ui-run-number-wrong = هذا ليس رقمًا.
ui-run-mend-numbers = بعض الحقول لا تحوي رقمًا.
ui-run-why = السبب
ui-run-show-all = عرض الكل ({ $count })
ui-run-without-model = أصول دون نموذج أعطال
ui-run-without-model-why = هذه الأصول مستبعدة وليست معدودة آمنة. يحتاج نموذج الأعطال إلى عمرها وبعض الأعطال المسجلة.

ui-run-accept-title = القبول كأوامر عمل
ui-run-accept-all = { $count ->
    [zero] لا شيء للقبول
    [one] قبول مقترح واحد
    [two] قبول المقترحين
    [few] قبول { $count } مقترحات
    [many] قبول { $count } مقترحًا
   *[other] قبول { $count } مقترح
  }
ui-run-accept-effect-dispatch = { $count ->
    [zero] لا يتغير أي أمر عمل.
    [one] يأخذ أمر عمل واحد مهندسه ويومه ووقته ويصبح مُسندًا.
    [two] يأخذ أمرا عمل مهندسيهما ويوميهما ووقتيهما ويصبحان مُسندين.
    [few] تأخذ { $count } أوامر عمل مهندسيها وأيامها وأوقاتها وتصبح مُسندة.
    [many] يأخذ { $count } أمر عمل مهندسيها وأيامها وأوقاتها وتصبح مُسندة.
   *[other] يأخذ { $count } أمر عمل مهندسيها وأيامها وأوقاتها وتصبح مُسندة.
  }
ui-run-accept-effect-risk = { $count ->
    [zero] لا يُنشأ أي أمر عمل.
    [one] يُنشأ أمر عمل وقائي واحد يستحق في نهاية فترته.
    [two] يُنشأ أمرا عمل وقائيان يستحق كل منهما في نهاية فترته.
    [few] تُنشأ { $count } أوامر عمل وقائية يستحق كل منها في نهاية فترته.
    [many] يُنشأ { $count } أمر عمل وقائيًا يستحق كل منها في نهاية فترته.
   *[other] يُنشأ { $count } أمر عمل وقائي يستحق كل منها في نهاية فترته.
  }
ui-run-accept-effect-deferral = { $count ->
    [zero] لا يُنشأ أي أمر عمل.
    [one] يُنشأ أمر عمل وقائي واحد يستحق في أرخص يوم له.
    [two] يُنشأ أمرا عمل وقائيان يستحق كل منهما في أرخص يوم له.
    [few] تُنشأ { $count } أوامر عمل وقائية يستحق كل منها في أرخص يوم له.
    [many] يُنشأ { $count } أمر عمل وقائيًا يستحق كل منها في أرخص يوم له.
   *[other] يُنشأ { $count } أمر عمل وقائي يستحق كل منها في أرخص يوم له.
  }
ui-run-accepted = { $count ->
    [zero] لم يُقبل أي مقترح
    [one] قُبل مقترح واحد
    [two] قُبل مقترحان
    [few] قُبلت { $count } مقترحات
    [many] قُبل { $count } مقترحًا
   *[other] قُبل { $count } مقترح
  }
ui-run-accepted-some = قُبل: { $accepted }. رُفض: { $refused }، ولكل سببه:
ui-run-accepted-later = { $count ->
    [zero] لا شيء يستحق بعد ذلك.
    [one] مقترح واحد يستحق بعد ذلك ويبقى مقترحًا.
    [two] مقترحان يستحقان بعد ذلك ويبقيان مقترحين.
    [few] { $count } مقترحات تستحق بعد ذلك وتبقى مقترحات.
    [many] { $count } مقترحًا تستحق بعد ذلك وتبقى مقترحات.
   *[other] { $count } مقترح تستحق بعد ذلك وتبقى مقترحات.
  }
ui-run-accept-ahead = قبول الجميع حتى…
ui-run-accept-within = إنشاء أوامر العمل للأيام القادمة
ui-run-accept-within-why = تُحسب من يوم التشغيل. وما يستحق بعدها يبقى مقترحًا، فحتى ذلك الحين تتوفر بيانات أحدث.
ui-run-accept-within-wrong = أدخل أيامًا صحيحة من 1 إلى { $most }.
ui-run-reject-title = رفض المقترح
ui-withdraw = سحب القرار
ui-withdraw-title = سحب القرار
ui-withdraw-effect-made = يُلغى أمر العمل الصادر عن القرار ما لم يبدأ تنفيذه، ويعود المقترح بانتظار القرار.
ui-withdraw-effect-scheduled = يُسحب من أمر العمل ما أُعطي له من مهندس ويوم ووقت ويعود مفتوحًا، ما لم يبدأ تنفيذه.
ui-withdraw-effect-rejected = يعود المقترح بانتظار القرار.
ui-withdraw-reason-kept = يُحفظ في سجل الإجراءات وفي أمر العمل.
ui-withdrawn = سُحب القرار.
ui-withdrawn-cancelled = سُحب القرار. أُلغي:
ui-withdrawn-open = سُحب القرار. عاد مفتوحًا:
ui-run-kept = { $count ->
    [zero] لا تُبقي هذه الخطة أي قرار من قراراتك.
    [one] تُبقي هذه الخطة قرارًا واحدًا من قراراتك.
    [two] تُبقي هذه الخطة قرارين من قراراتك.
    [few] تُبقي هذه الخطة { $count } قرارات من قراراتك.
    [many] تُبقي هذه الخطة { $count } قرارًا من قراراتك.
   *[other] تُبقي هذه الخطة { $count } قرار من قراراتك.
  }
ui-run-kept-changed = { $count ->
    [0] لم يعد أي قرار مثبتًا: أعد التخطيط لترى الأثر.
    [zero] لم يعد أي قرار مثبتًا: أعد التخطيط لترى الأثر.
    [one] قرار واحد مثبت: أعد تخطيط الباقي حوله.
    [two] قراران مثبتان: أعد تخطيط الباقي حولهما.
    [few] { $count } قرارات مثبتة: أعد تخطيط الباقي حولها.
    [many] { $count } قرارًا مثبتًا: أعد تخطيط الباقي حولها.
   *[other] { $count } قرار مثبت: أعد تخطيط الباقي حولها.
  }
ui-run-free-all = تحريرها كلها
ui-run-keeps = { $count ->
    [zero] لا يُبقي هذا التشغيل أي قرار من قراراتك.
    [one] يُبقي هذا التشغيل قرارًا واحدًا من قراراتك.
    [two] يُبقي هذا التشغيل قرارين من قراراتك.
    [few] يُبقي هذا التشغيل { $count } قرارات من قراراتك.
    [many] يُبقي هذا التشغيل { $count } قرارًا من قراراتك.
   *[other] يُبقي هذا التشغيل { $count } قرار من قراراتك.
  }
ui-run-kept-forget = التراجع عن التغييرات
ui-run-reoptimize = إعادة تخطيط الباقي

ui-compare-title = مقارنة مرات التشغيل
ui-compare-none = لا شيء للمقارنة
ui-compare-none-why = حدد من تشغيلين إلى أربعة من نموذج واحد في قائمة مرات التشغيل.
ui-compare-same-input = كانت المنشأة نفسها لجميع مرات التشغيل
ui-compare-other-input = لم تكن مدخلات مرات التشغيل واحدة
ui-compare-figures = الأرقام
ui-compare-figure = الرقم
ui-compare-run = التشغيل { $number }
ui-compare-difference = الفرق
ui-compare-parameters = المعاملات المختلفة
ui-compare-parameter = المعامل
ui-compare-changes = ما اختلف من القرارات وسببه
ui-compare-no-changes = جميع القرارات متطابقة
ui-compare-no-changes-why = لكل أمر أو أصل الموضع نفسه في كل مرات التشغيل هذه.
ui-compare-not-in-input = ليس في مدخلاته
ui-compare-more = عُرض { $shown } من { $total }
ui-compare-locks = القرارات المثبتة
ui-compare-horizons = الآفاق بالأيام
ui-compare-yes = نعم
ui-compare-no = لا
ui-compare-entries = { $count ->
    [zero] لا مدخلات
    [one] مدخل واحد
    [two] مدخلان
    [few] { $count } مدخلات
    [many] { $count } مدخلا
   *[other] { $count } مدخل
  }
