# ترتيب أولويات الصيانة: الإجراء المطلوب، وسبب رفض المدخلات.
action-immediate = صيانة فورية مطلوبة
action-schedule-7-days = جدولة الصيانة خلال 7 أيام
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
