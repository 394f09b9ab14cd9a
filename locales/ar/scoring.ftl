# أسباب تقييم الأصل. الأرقام بوحدة المقياس.
scoring-deviation-above = قيمة { $metric } هي { $value } { $unit }، أعلى من المعتاد { $normal } (المدى المعتاد من { $from } إلى { $to }).
scoring-deviation-below = قيمة { $metric } هي { $value } { $unit }، أدنى من المعتاد { $normal } (المدى المعتاد من { $from } إلى { $to }).
scoring-limit-near-high = قيمة { $metric } هي { $value } { $unit }، قريبة من الحد { $name } البالغ { $limit }.
scoring-limit-near-low = قيمة { $metric } هي { $value } { $unit }، قريبة من الحد { $name } البالغ { $limit }.
scoring-limit-beyond-high = قيمة { $metric } هي { $value } { $unit }، تجاوزت الحد { $name } البالغ { $limit }.
scoring-limit-beyond-low = قيمة { $metric } هي { $value } { $unit }، انخفضت دون الحد { $name } البالغ { $limit }.
scoring-trend-rising = ترتفع قيمة { $metric } بمعدل { $slope } { $unit } في اليوم نحو الحد { $name } ({ $limit }): { $days ->
    [0] وصل الاتجاه إليه
    [one] بقي نحو يوم واحد
    [two] بقي نحو يومين
    [few] بقي نحو { $days } أيام
    [many] بقي نحو { $days } يومًا
   *[other] بقي نحو { $days } يوم
}.
scoring-trend-falling = تنخفض قيمة { $metric } بمعدل { $slope } { $unit } في اليوم نحو الحد { $name } ({ $limit }): { $days ->
    [0] وصل الاتجاه إليه
    [one] بقي نحو يوم واحد
    [two] بقي نحو يومين
    [few] بقي نحو { $days } أيام
    [many] بقي نحو { $days } يومًا
   *[other] بقي نحو { $days } يوم
}.
scoring-insufficient-no-metrics = لا يوجد قياس لهذا الأصل: اربط إشارات بمقاييسه.
scoring-insufficient-history = لم يُتعلَّم السلوك المعتاد بعد: تتوفر { $hours ->
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $hours } ساعات
   *[other] { $hours } ساعة
  } من القراءات السليمة المطلوبة في { $usable } من أصل { $metrics } من المقاييس.
scoring-insufficient-recent = القراءات السليمة في آخر { $hours ->
    [one] ساعة
    [two] ساعتين
    [few] { $hours } ساعات
   *[other] { $hours } ساعة
  } قليلة: المتوفر كاف في { $usable } من أصل { $metrics } من المقاييس.
