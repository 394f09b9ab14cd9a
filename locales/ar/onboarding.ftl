# التهيئة: ما وُجد في كل خطوة، وما يعيقها، ولماذا رُفضت العلامة.
onboarding-profile-marked = أُكّد اكتماله.
onboarding-profile-unmarked = لم يُؤكَّد اكتماله بعد.
onboarding-profile-incomplete = ملف الجهة غير مكتمل.
onboarding-profile-incomplete-remedy = أدخل الاسم والمنطقة الزمنية والعملة، ثم أكّد الاكتمال.
onboarding-tenant-opened = فتحت جهة أخرى، وهذه الصفحة تعرض جهة مساحة العمل نفسها.
onboarding-tenant-opened-remedy = أغلق تلك الجهة، أو أكّد الملف من إحدى محطات عملها.
onboarding-integrations = { $count ->
    [zero] لا يوجد تكامل بعد.
    [one] تكامل واحد.
    [two] تكاملان.
    [few] { $count } تكاملات.
    [many] { $count } تكاملا.
   *[other] { $count } تكامل.
  }
onboarding-tested = { $all ->
    [zero] لا يوجد ما يُختبر بعد.
   *[other] ثبت عمل { $count } من { $all }.
  }
onboarding-tested-elsewhere = جرى الاختبار في محطة عمل أخرى للجهة.
onboarding-test-simulated = الوضع التجريبي مفعّل: اختبار { $name } محاكى ولا يثبت شيئًا. أوقف الوضع التجريبي من الإعدادات ثم اختبر.
onboarding-test-failed = أخفق آخر اختبار للتكامل { $name }. أعد الاختبار لمعرفة المرحلة التي تعثرت.
onboarding-mappings = { $count ->
    [zero] لا يوجد ربط إشارة فعّال بعد.
    [one] ربط إشارة فعّال واحد.
    [two] ربطا إشارة فعّالان.
    [few] { $count } روابط إشارات فعّالة.
    [many] { $count } ربط إشارة فعّالا.
   *[other] { $count } ربط إشارة فعّال.
  }
onboarding-cost-model = الإصدار { $version } الخاص بكم هو المعمول به.
onboarding-cost-model-example = المثال المضمّن هو المعمول به.
onboarding-optimized = سبق تشغيل عملية تحسين.
onboarding-not-optimized = لم تنته أي عملية تحسين بعد.
