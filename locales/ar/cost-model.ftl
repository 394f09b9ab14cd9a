# نموذج التكلفة والمخاطر: ما ترفضه النواة، وتبويبه في صفحة التكاملات.
cost-model-amount-wrong = ‏{ $field } ليس مبلغًا ماليًا.
cost-model-amount-wrong-remedy = أدخل رقمًا من 0 إلى 10,000,000,000 بمنزلتين عشريتين على الأكثر.
cost-model-out-of-range = ‏{ $field } خارج المدى.
cost-model-out-of-range-remedy = أدخل رقمًا من { $least } إلى { $most }.
cost-model-thresholds-crossed = حد «خلال 7 أيام» يساوي حد «فوري» أو يتجاوزه.
cost-model-thresholds-crossed-remedy = اخفض حد السبعة أيام أو ارفع الحد الفوري.
cost-model-weights-crossed = وزن أصل أقل حرجية أكبر من وزن أصل أكثر حرجية.
cost-model-weights-crossed-remedy = رتّب الأوزان: حرج لا يقل عن مرتفع، ومرتفع لا يقل عن متوسط، ومتوسط لا يقل عن منخفض.

integrations-tab-cost-and-risk = التكلفة والمخاطر
ui-cost-example = قيم توضيحية
ui-cost-example-why = لم يُدخل أحد تكاليف هذه المنشأة بعد. يستخدم الترتيب هذه القيم المضمّنة إلى أن تحفظ قيمكم.
ui-cost-version = الإصدار { $version }
ui-cost-lead = يستخدم كل تحسين أحدث إصدار ويذكر أي إصدار استخدم.
ui-cost-money = المال والمخاطر
ui-cost-downtime = تكلفة ساعة التوقف
ui-cost-downtime-why = الإنتاج المفقود؛ ويمكن أن تكون للفئة تكلفتها الخاصة أدناه
ui-cost-appetite = تقبّل المخاطر
ui-cost-appetite-low = منخفض
ui-cost-appetite-medium = متوسط
ui-cost-appetite-high = مرتفع
ui-cost-appetite-low-why = للنتائج السيئة الوزن الأكبر: ثلاثة أرباع للذيل وربع للمتوسط.
ui-cost-appetite-medium-why = للنتائج السيئة وللمتوسط الوزن نفسه.
ui-cost-appetite-high-why = للمتوسط الوزن الأكبر: ربع للذيل وثلاثة أرباع للمتوسط.
ui-cost-priority = الحدود والأوزان
ui-cost-thresholds-why = بهذه الأوزان تتراوح الأولوية من { $least } إلى { $most }.
ui-cost-immediate-from = فوري ابتداء من
ui-cost-seven-days-from = خلال 7 أيام ابتداء من
ui-cost-thresholds-cross = يجب أن يبدأ «خلال 7 أيام» دون «فوري».
ui-cost-weights-why = عشر نقاط أولوية لكل وحدة وزن.
ui-cost-weights-cross = لا يجوز أن يكون وزن الأصل الأقل حرجية أكبر.
ui-cost-families = التكلفة حسب فئة الأصول
ui-cost-family = الفئة
ui-cost-other-families = بقية الفئات
ui-cost-planned-cost = عمل مخطط
ui-cost-planned-hours = توقفه بالساعات
ui-cost-unplanned-cost = عطل
ui-cost-unplanned-hours = توقفه بالساعات
ui-cost-downtime-cost-per-hour = تكلفة ساعة التوقف
ui-cost-add-family = إضافة فئة
ui-cost-remove-family = إزالة { $family }
ui-cost-problem-amount = من 0، بمنزلتين عشريتين على الأكثر.
ui-cost-problem-hours = من 0 إلى 8760 ساعة.
ui-cost-preview = عرض الأثر
ui-cost-save = حفظ كإصدار جديد
ui-cost-reset = تجاهل التغييرات
ui-cost-saved = حُفظ نموذج التكلفة.
ui-cost-changed-elsewhere = حفظ شخص آخر إصدارًا جديدًا في هذه الأثناء. تجاهل تغييراتك لتراه.
ui-cost-not-allowed = تغيير نموذج التكلفة يحتاج إلى دور يديره.
ui-cost-reason = السبب
ui-cost-reason-why = يُحفظ مع الإصدار لمن يسأل لاحقًا
ui-cost-effect = الأثر على الترتيب الحالي
ui-cost-effect-outdated = تغيّر النموذج بعدها؛ اعرض الأثر من جديد
ui-cost-effect-none = لا تقييم لأي أصل بعد
ui-cost-effect-none-why = من دون تقييمات لا يوجد ترتيب للمقارنة.
ui-cost-effect-moved = { $moved ->
    [0] لا يغيّر أي أصل ترتيبه من أصل { $ranked }.
    [one] أصل واحد يغيّر ترتيبه من أصل { $ranked }.
    [two] أصلان يغيّران ترتيبهما من أصل { $ranked }.
    [few] { $moved } أصول تغيّر ترتيبها من أصل { $ranked }.
    [many] { $moved } أصلا يغيّر ترتيبه من أصل { $ranked }.
   *[other] { $moved } أصل يغيّر ترتيبه من أصل { $ranked }.
}
ui-cost-effect-moved-in-money = { $moved ->
    [0] لا يتغيّر ترتيب أي أصل بالمال المعرّض للخطر.
    [one] يتغيّر ترتيب أصل واحد بالمال المعرّض للخطر.
    [two] يتغيّر ترتيب أصلين بالمال المعرّض للخطر.
    [few] يتغيّر ترتيب { $moved } أصول بالمال المعرّض للخطر.
    [many] يتغيّر ترتيب { $moved } أصلا بالمال المعرّض للخطر.
   *[other] يتغيّر ترتيب { $moved } أصل بالمال المعرّض للخطر.
}
ui-cost-effect-risk = المال المعرّض للخطر لجميع الأصول
ui-cost-effect-risk-rank = الترتيب بالمال
ui-cost-weight-of = الوزن: { $criticality }
ui-cost-changes = ما تغيّر
ui-cost-changes-none = لا شيء
ui-cost-field-planned-cost = عمل مخطط
ui-cost-field-planned-hours = توقف العمل المخطط بالساعات
ui-cost-field-unplanned-cost = عطل
ui-cost-field-unplanned-hours = توقف العطل بالساعات
ui-cost-field-downtime-cost-per-hour = ساعة التوقف
ui-cost-dispatch = أسعار توزيع المهام
ui-cost-dispatch-why = ما يوازن توزيع المهام بينه. يُضرب التأخير والانتظار والعمل غير المنفذ في وزن أولوية أمر العمل، ويُحسب الكيلومتر إضافة إلى ساعته.
ui-cost-problem-rate = 1,000,000 على الأكثر.
ui-cost-effect-dispatch = خطة توزيع المهام في
ui-cost-effect-dispatch-why = الخطة نفسها بالأسعار السارية وبهذه الأسعار؛ وقد تكون خطة أخرى أفضل إذا أُعيد التخطيط.
ui-cost-damage-growth-percent = زيادة الضرر ٪ يوميًا
ui-cost-field-damage-growth-percent = زيادة الضرر ٪ يوميًا
ui-cost-problem-growth = من 0 إلى 100 ٪ وبأربع منازل عشرية على الأكثر.
ui-cost-history-since = سجل الأصول مكتمل منذ
ui-cost-history-since-why = ما تعطل قبله قد لا يكون مسجلا. إن تُرك فارغًا فمنذ تركيبها
ui-cost-asset = الأصل
ui-cost-priority-figure = الأولوية
ui-cost-urgency-changes = إلحاح مختلف
ui-cost-history = الإصدارات
ui-cost-history-empty = لم يُحفظ أي إصدار بعد.
ui-cost-version-short = الإصدار
ui-cost-saved-at = وقت الحفظ
ui-cost-saved-by = بواسطة
