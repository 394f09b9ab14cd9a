# People, workstations, tenants and settings of a central tenant

central-last-administrator = يجب أن يبقى من يدير الأشخاص: هذا آخر مسؤول نشط.
central-last-administrator-remedy = اجعل شخصًا آخر مسؤولا أولا.
central-own-role = لا أحد يغيّر دوره أو يعطّل حسابه بنفسه.
central-own-role-remedy = اطلب ذلك من مسؤول آخر.
central-email-taken = هذا البريد الإلكتروني مستعمل لشخص آخر في جهتكم.
central-email-taken-remedy = استخدم بريدًا آخر، أو افتح ذلك الشخص.
central-workstation-known = سبق أن طلبت هذه المحطة التسجيل.
central-workstation-known-remedy = ابحث عنها في قائمة محطات العمل.
central-secret-changed = تغيّرت هذه القيمة السرية من محطة أخرى في الأثناء.
central-secret-changed-remedy = احفظها مرة أخرى إن كانت قيمتك هي الصحيحة.
central-too-many = محطات كثيرة تنتظر التسجيل.
central-too-many-remedy = اطلب من المسؤول تسجيل بعضها أو إزالته أولا.
user-own-password = لا تُعاد كلمة مرورك أنت من هنا.
user-own-password-remedy = غيّرها من قائمة اسمك باستخدام كلمة المرور الحالية.
tenant-code-malformed = هذا ليس رمز جهة.
tenant-code-malformed-remedy = يتكون الرمز من 2 إلى 32 من الحروف اللاتينية الكبيرة A إلى Z أو الأرقام أو الشرطات، ويبدأ بحرف أو رقم، مثل ACME-JUBAIL.
tenant-code-reserved = الرمز { $code } محجوز للبرنامج نفسه.
tenant-code-reserved-remedy = اختر رمزًا آخر: PLATFORM وكل ما يبدأ بـ SMOKE_TEST جهات خاصة بالبرنامج.
tenant-code-taken = توجد جهة بهذا الرمز بالفعل.
tenant-code-taken-remedy = اختر رمزًا آخر. الجهة المعطلة تعود بالأمر «optria central enable-tenant».
tenant-is-the-platform = هذه جهة المنصة نفسها.
tenant-is-the-platform-remedy = هي نشطة دائمًا، وتعمل فيها ما دامت لا توجد جهة أخرى مفتوحة.
tenant-is-disabled = هذه الجهة معطّلة.
tenant-is-disabled-remedy = فعّلها أولا ثم افتحها.
tenant-reason-malformed = يلزم لفتح جهة سبب من 8 إلى 500 حرف في سطر واحد.
tenant-reason-malformed-remedy = اذكر سبب اطلاعك عليها، كرقم طلب الدعم. سيقرأ مسؤولوها هذا السبب.
setting-unknown = لا يوجد إعداد بهذا الاسم.
setting-unknown-remedy = أعد تحميل الصفحة؛ ربما وضعه إصدار آخر.

# Secrets that workstations share

secret-too-long = القيمة السرية في الحقل { $field } أطول من 16 كيبيبايت.
secret-too-long-remedy = ألصق كلمة المرور أو المفتاح وحده.
secret-too-many-workstations = عدد المحطات المسجلة كبير فلا يمكن ختم القيمة السرية لها كلها.
secret-too-many-workstations-remedy = أزل المحطات التي لم تعد مستعملة.
secret-not-sealed = تعذر ختم القيمة السرية لبقية المحطات.
secret-not-sealed-remedy = هي محفوظة في هذه المحطة. حاول مرة أخرى؛ إن تكرر ذلك فأرسل التفاصيل إلى الدعم.
sealed-secret-not-for-us = قيمة سرية من محطة أخرى غير مختومة لهذه المحطة.
sealed-secret-not-for-us-remedy = اطلب من المسؤول إعادة ختم القيم السرية من محطة تستطيع فتحها.
sealed-secret-damaged = لا يمكن فتح قيمة سرية وصلت من محطة أخرى: إنها تالفة.
sealed-secret-damaged-remedy = أدخلها من جديد في التكامل.
sealed-secret-misplaced = قيمة سرية من محطة أخرى وُجدت في غير مكانها، ولن تُستعمل.
sealed-secret-misplaced-remedy = أبلغ المسؤول: ربما غيّر أحد قاعدة البيانات المركزية. أدخل القيمة من جديد في التكامل.
sealed-secret-overtaken = أُعطي الحقل { $field } قيمة أخرى من محطة أخرى حين كانت هذه المحطة دون اتصال. تلك القيمة هي السارية.
sealed-secret-overtaken-remedy = إن كانت القيمة التي أُدخلت هنا هي الصحيحة فأدخلها من جديد.
