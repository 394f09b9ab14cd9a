# ترتيب أولويات الصيانة: الإجراء المطلوب، وسبب رفض المدخلات.
action-immediate = صيانة فورية مطلوبة
action-schedule-7-days = جدولة الصيانة خلال { 7 } أيام
action-monitor = مراقبة

optimization-caution-data-quality = لم تتوفر بجودة سليمة سوى { $share } ٪ من القراءات المطلوبة: تحقق من القياس قبل بدء العمل.
optimization-input-out-of-range = قيمة { $field } للأصل { $asset } هي { $value }، وهي خارج المجال من { $min } إلى { $max }.
optimization-input-out-of-range-remedy = أعد تقييم الأصل، ثم شغّل ترتيب الأولويات مرة أخرى.
optimization-weight-out-of-range = الوزن { $value } لدرجة الأهمية "{ $criticality }" خارج المجال من 0 إلى 10.
optimization-weight-out-of-range-remedy = أدخل وزنًا من 0 إلى 10.
optimization-asset-twice = ورد الأصل { $asset } مرتين.
optimization-asset-twice-remedy = أدرج كل أصل مرة واحدة بأحدث تقييم له.

optimization-tie-before-probability = الأولوية نفسها للمرتبة { $rank }؛ يتقدّم هذا الأصل لأن احتمال عطله أعلى.
optimization-tie-after-probability = الأولوية نفسها للمرتبة { $rank }، وهي متقدّمة لأن احتمال العطل فيها أعلى.
optimization-tie-before-criticality = الأولوية واحتمال العطل مساويان للمرتبة { $rank }؛ يتقدّم هذا الأصل لأن درجة أهميته أعلى.
optimization-tie-after-criticality = الأولوية واحتمال العطل مساويان للمرتبة { $rank }، وهي متقدّمة لأن درجة أهميتها أعلى.
optimization-tie-before-order = جميع الأرقام مساوية للمرتبة { $rank }؛ يتقدّم الأصل الأعلى أهمية، ثم الأسبق إدخالا.
optimization-tie-after-order = جميع الأرقام مساوية للمرتبة { $rank }؛ يتقدّم الأصل الأعلى أهمية، ثم الأسبق إدخالا.

# كلفة التأجيل: ما الذي يكلّفه تأجيل العمل.
deferral-replace-at = أفضل عمر للتجديد هو { $age } ساعة؛ وقد بلغ الأصل { $now } ساعة. عند التجديد في هذا العمر تبلغ كلفة ساعة التشغيل { NUMBER($rate, maximumFractionDigits: 2) } { $currency } على المدى الطويل.
deferral-run-to-failure = لا يوجد عمر يستحق تجديدًا مخططًا: شغّل الأصل حتى العطل، بكلفة { NUMBER($rate, maximumFractionDigits: 2) } { $currency } للساعة على المدى الطويل.
deferral-act-now = اليوم هو الأقل كلفة: كل يوم انتظار يضيف خطرًا يفوق قيمة العمر الإضافي.
deferral-wait = الانتظار { $days ->
    [one] يومًا واحدًا
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
  } هو الأقل كلفة: يوفّر { NUMBER($saving, maximumFractionDigits: 0) } { $currency }، مع احتمال عطل قدره { NUMBER($risk, maximumFractionDigits: 1) } ٪.
deferral-parameter-not-positive = قيمة المعامل { $name } في نموذج الأعطال هي { $value }؛ ويجب أن تكون عددًا موجبًا.
deferral-table-row = الصف { $row } في جدول البقاء (العمر { $age }، نسبة البقاء { $survival }) لا يتابع الصف الذي قبله: يجب أن تتزايد الأعمار وأن تتناقص نسبة البقاء من 1 وتبقى أكبر من 0.
deferral-table-endless = ينتهي جدول البقاء دون أي فقد: أضف العمر الذي تتعطل عنده الأصول.
deferral-observation = السجل { $row }، من { $entry } إلى { $exit }، ليس مدة ساعات تشغيل صحيحة.
deferral-too-few-failures = عدد الأعطال في السجل: { $failures }. يحتاج التقدير إلى أعطال عند عمرين مختلفين على الأقل.
deferral-no-maximum = لا يبيّن السجل كيف يتقادم الأصل: أضف أعمارًا تعطلت عند أوقات أخرى.
deferral-out-of-range = قيمة الحقل { $field } هي { $value }؛ ويجب أن تكون من { $min } إلى { $max }.
deferral-band-without-fit = يحتاج نطاق الثقة إلى نموذج وايبل مقدَّر من السجل.
deferral-free-work = يجب أن تكون للعمل المخطط وغير المخطط كلفة: أدخل كلفتيهما.

# توزيع المهام: من يعمل ماذا ومتى، وما الذي تُرك ولماذا.
dispatch-no-skill = لا أحد يملك المهارة { $skill } بالمستوى { $level } مع بقية ما يحتاجه أمر العمل.
dispatch-remedy-skill = درّب أو وظّف من يملك المهارة { $skill } بالمستوى { $level }.
dispatch-no-part = القطعة { $part } غير متوفرة: ينقص { $missing } في كل مركبة ومستودع.
dispatch-remedy-part = اطلب { $missing } من القطعة { $part }.
dispatch-no-tool = لا أحد ممن يستطيعون تنفيذه يملك الأداة { $tool }، ولا يوجد مستودع فيه هذه الأداة.
dispatch-remedy-tool = ضع الأداة { $tool } في مستودع أو مركبة.
dispatch-waits-for = يجب أن يتبع أمر العمل { $order } الذي لم يُدرج في الخطة.
dispatch-remedy-first = أدرج أمر العمل { $order } في الخطة أولا.
dispatch-no-time = لا تتسع أي مناوبة لمن يستطيعون تنفيذه لمدة { $minutes ->
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $minutes } دقائق
   *[other] { $minutes } دقيقة
  } مع الطريق.
dispatch-remedy-shift = أعط { $engineer } مناوبة ضمن مدة الخطة.
dispatch-remedy-longer-shift = تكفي { $minutes ->
    [one] دقيقة واحدة إضافية
    [two] دقيقتان إضافيتان
    [few] { $minutes } دقائق إضافية
   *[other] { $minutes } دقيقة إضافية
  } لـ { $engineer } في اليوم { $day }.
dispatch-remedy-window = وسّع النافذة الزمنية لأمر العمل أو تثبيته أو موعد إتاحته.
dispatch-cheaper-to-wait = يوجد متسع، لكن تنفيذه يكلّف { NUMBER($cost, maximumFractionDigits: 2) } { $currency } وتركه يكلّف { NUMBER($unassigned, maximumFractionDigits: 2) } { $currency }.
dispatch-remedy-weight = يصبح تنفيذه مجديًا ابتداء من أولوية { $weight }.
dispatch-crowded-out = كل المناوبات التي تستطيع تنفيذه وعددها { $candidates } ممتلئة بأعمال أقل كلفة.
dispatch-same-engineer-full = ينفّذ { $engineer } أمر العمل { $order } ويجب أن ينفّذ هذا أيضًا، لكن لا متسع لديه.
dispatch-fault = الحقل { $field } خارج مجاله أو لا يتفق مع بقية المدخلات.
dispatch-fault-order = أمر العمل { $order }: الحقل { $field } خارج مجاله.
dispatch-fault-engineer = المهندس { $engineer }: الحقل { $field } خارج مجاله.
dispatch-conflict-alone = لا يمكن تنفيذ أمر العمل { $orders } كما هو مثبّت.
dispatch-conflict-alone-remedy = حرّر هذا القرار أو أزل ما يمنعه.
dispatch-conflict-skill = أمر العمل { $orders } مثبت على { $engineer } الذي لا يملك كل المهارات المطلوبة.
dispatch-conflict-skill-remedy = ثبّته على من يملك المهارات أو حرّره.
dispatch-conflict-off = أمر العمل { $orders } مثبت على يوم لا يعمل فيه { $engineer } أو هو محجوز فيه كله.
dispatch-conflict-off-remedy = ثبّت يومًا آخر أو أعط المهندس مناوبة.
dispatch-conflict-early = أمر العمل { $orders } مثبت على يوم يسبق أول يوم يجوز أن يبدأ فيه.
dispatch-conflict-early-remedy = ثبّت يومًا لاحقًا أو غيّر أول يوم يجوز أن يبدأ فيه.
dispatch-conflict-twice = أمر العمل { $orders } مثبت مرتين على مهندسين أو أيام مختلفة.
dispatch-conflict-twice-remedy = حرّر أحد القرارين.
dispatch-conflict-circle = أوامر العمل هذه ينتظر بعضها بعضًا في حلقة: { $orders }.
dispatch-conflict-circle-remedy = أخرج أحد هذه الأوامر من الحلقة.
dispatch-conflict-backwards = أوامر العمل { $orders } يتبع بعضها بعضًا، لكن الأخير مثبّت على وقت يسبق انتهاء الأول.
dispatch-conflict-backwards-remedy = ثبّت الأخير في وقت لاحق أو دع الأول يبدأ قبل ذلك.
dispatch-conflict-first = أوامر العمل { $orders } يتبع بعضها بعضًا والأخير مثبّت، لكن لا أحد يستطيع تنفيذ الأول.
dispatch-conflict-first-remedy = حرّر الأخير أو وفّر ما يحتاجه الأول من مهارات وقطع وساعات.
dispatch-conflict-engineers = يجب أن ينفّذ مهندس واحد أوامر العمل { $orders }، لكنها مثبّتة على مهندسين مختلفين.
dispatch-conflict-engineers-remedy = ثبّتها كلها على مهندس واحد أو حرّر أحدها.
dispatch-conflict-not-found = لم توجد خطة تلتزم بكل القرارات: سيبقى خارجها { $orders }.
dispatch-conflict-not-found-remedy = حرّر أحد القرارات أو ابحث مدة أطول.
dispatch-conflict-parts = أوامر العمل المثبّتة { $orders } تحتاج من إحدى القطع أكثر من المتوفر.
dispatch-conflict-parts-remedy = حرّر أحد هذه القرارات أو اطلب القطعة.
dispatch-conflict-hours = أوامر العمل المثبّتة { $orders } لا تتسع لها الساعات المثبّتة فيها.
dispatch-conflict-hours-remedy = حرّر أحد هذه القرارات أو أطل مناوبة.
