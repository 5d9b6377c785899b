-- 保密知识竞赛题库
CREATE TABLE quiz_question (
  id INT PRIMARY KEY,
  stem VARCHAR(500) NOT NULL COMMENT '题干',
  option_a VARCHAR(200), option_b VARCHAR(200), option_c VARCHAR(200), option_d VARCHAR(200),
  answer CHAR(1) COMMENT '答案',
  analysis VARCHAR(500) COMMENT '解析'
);
INSERT INTO quiz_question (id, stem, option_a, option_b, option_c, option_d, answer, analysis) VALUES
  (1, '一份文件为秘密级，保密期限是10年，标志形式应当是（ ）', '秘密10年', '秘密★', '秘密★10年', '秘密●10年', 'C', '密级与期限之间用★隔开'),
  (2, '国家秘密的密级分为（ ）三级', '绝密、机密、秘密', '机密、秘密、内部', '绝密、秘密、内部', '特密、绝密、机密', 'A', '法律规定'),
  (3, '机密级国家秘密的最长保密期限一般不超过（ ）', '10年', '20年', '30年', '长期', 'B', '机密★20年为上限'),
  (4, '涉密人员离岗后实行（ ）管理', '任期', '脱密期', '考核期', '试用期', 'B', '按涉密程度确定'),
  (5, '下列做法正确的是（ ）', '用普通邮政寄送涉密件', '在涉密机上插私人U盘', '涉密载体双人押运', '拍照留存机密★5年文件', 'C', '双人押运'),
  (6, '存储国家秘密的计算机（ ）接入互联网', '可以', '经批准可以', '不得', '夜间可以', 'C', '严禁');
