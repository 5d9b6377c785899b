-- 综合教务平台 建表脚本 v2.3
CREATE TABLE teacher (
  id BIGINT PRIMARY KEY AUTO_INCREMENT,
  name VARCHAR(30) NOT NULL COMMENT '姓名',
  id_card VARCHAR(32) COMMENT '身份证号（加密）',
  phone VARCHAR(32) COMMENT '手机号（加密）',
  subject VARCHAR(20) COMMENT '任教学科',
  created_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
) COMMENT='教师';

CREATE TABLE exam_paper (
  id BIGINT PRIMARY KEY AUTO_INCREMENT,
  title VARCHAR(100) NOT NULL COMMENT '试卷标题',
  secret_level VARCHAR(10) COMMENT '密级：公开/内部',
  full_mark INT NOT NULL DEFAULT 100 COMMENT '满分',
  minutes INT NOT NULL DEFAULT 90 COMMENT '考试时间',
  status TINYINT NOT NULL DEFAULT 0 COMMENT '0草稿 1审核 2发布'
) COMMENT='试卷';

CREATE TABLE score (
  student_id BIGINT NOT NULL COMMENT '学号',
  paper_id BIGINT NOT NULL,
  mark DECIMAL(5,1) COMMENT '得分',
  PRIMARY KEY (student_id, paper_id)
) COMMENT='成绩';

CREATE INDEX idx_score_paper ON score (paper_id);
ALTER TABLE teacher ADD COLUMN email VARCHAR(64) COMMENT '电子邮箱';
