# مخاطر الإنتاج: لماذا لا يرد تدخّل في الخطة، ولماذا رُفضت المدخلات.
production-risk-why-saves-nothing = لا يقلّل أي موعد بدء لهذا العمل من المخاطر: ساعات توقفه تكلّف بقدر الأعطال التي يمنعها.
production-risk-why-other-is-better = يقلّل تدخّل آخر على الأصل نفسه المخاطر أكثر.
production-risk-why-no-start = لا يوجد موعد بدء يناسب نافذته الزمنية والأفق المحدد.
production-risk-why-locked = تقرّر سابقًا ألا يُنفّذ، أو ألا يُنفّذ في موعد آخر.
production-risk-why-crew = في الفترة { $period } كان سيوفّر { $saving }، لكن لا متّسع لدى الطاقم { $crew }.
production-risk-why-budget = في الفترة { $period } كان سيوفّر { $saving }، لكن الميزانية لا تتّسع له.
production-risk-why-in-work = في الفترة { $period } كان سيوفّر { $saving }، لكن عدد الوحدات المتوازية قيد العمل سيزيد على المسموح.
production-risk-why-exclusion = في الفترة { $period } كان سيوفّر { $saving }، لكن لا يجوز العمل عليه مع أصل آخر قيد العمل في الوقت نفسه.
production-risk-why-not-found = في الفترة { $period } كان سيوفّر { $saving } ولا شيء يمنعه: انتهى البحث مبكرًا. شغّله مرة أخرى بوقت أطول.

production-risk-number = الصف { $row } من "{ $whose }": قيمة { $field } ليست رقمًا يمكن التخطيط به.
production-risk-number-remedy = صحّح القيمة ثم شغّل مرة أخرى.
production-risk-count = الصف { $row } من "{ $whose }": عدد قيم { $field } هو { $given } والمطلوب { $expected }.
production-risk-count-remedy = أدخل قيمة واحدة لكل فترة أو لكل أصل.
production-risk-unknown = الصف { $row } من "{ $whose }" يشير إلى { $field } { $given } غير الموجود.
production-risk-unknown-remedy = اختر عنصرًا موجودًا ثم شغّل مرة أخرى.
production-risk-two-groups = الأصل { $row } موجود في مجموعتين من المعدات المتوازية.
production-risk-two-groups-remedy = أبقه في مجموعة واحدة.
production-risk-nothing = لا توجد فترة أو لا يوجد سيناريو للتخطيط.
production-risk-nothing-remedy = حدّد أفقًا من فترة واحدة على الأقل وسيناريو واحدًا على الأقل.
production-risk-too-large = سيحتوي التشغيل على { $values } قيمة مخاطر، والحد الأقصى { $most }.
production-risk-too-large-remedy = اختر سيناريوهات أقل أو فترات أطول.
production-risk-problem = لا يمكن التخطيط بهذه المدخلات: { $detail }
production-risk-problem-remedy = صحّح المدخلات ثم شغّل مرة أخرى.
